// An agent that is taught over HTTP: the API on a real folder and a real memory.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAgent, type OpenedAgent } from '../../src/agent/open.ts'
import { systemClock } from '../../src/clock.ts'
import { opener } from '../support/memory.ts'
import { apiKey, openFace, type Face } from './face.ts'

export interface Reply {
  readonly status: number
  readonly etag: string | null
  /** What each answer holds is what its test asks for. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface Taught {
  /** Of the prompts; its parent is the test's own. */
  readonly dir: string
  readonly face: Face
  readonly opened: OpenedAgent
  /** The version it began with. */
  readonly first: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  put(path: string, text: string, headers?: Record<string, string>): Promise<Reply>
  close(): Promise<void>
}

export function openTaught(): Taught {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-prompts-'))
  const dir = join(folder, 'prompts')
  cpSync('prompts', dir, { recursive: true })
  const store = opener(':memory:')()
  const opened = openAgent({
    ...{ packDir: dir, baseDir: 'prompts/base', engine: '0.1.0', clock: systemClock },
    versions: store.versions,
  })
  const face = openFace({ prompts: [opened.prompts], agent: opened.agent })
  const call: Taught['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${face.url}/api/prompts${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const etag = response.headers.get('etag')
    return { status: response.status, etag, body: JSON.parse(text === '' ? '{}' : text) }
  }
  return {
    ...{ dir, face, opened, call },
    first: opened.prompts.overview().running,
    put: (path, text, headers) => call('PUT', `/files/${path}`, { text }, headers),
    close: async () => {
      await face.close()
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}

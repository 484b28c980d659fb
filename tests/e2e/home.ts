// Which house do the browser's tests visit? The real one in a fresh folder, with a scripted agent, on a port that can be closed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWidget } from '../../scripts/widget.ts'
import { readConfig } from '../../src/config.ts'
import { asset, buildHouse, type House } from '../../src/house.ts'
import { createScriptedAgent, type ScriptedAgent } from '../support/scripted-agent.ts'

export interface Home {
  readonly url: string
  readonly house: House
  readonly agent: ScriptedAgent
  /** Calls the operators' API with the house's key. */
  api(method: string, path: string, body?: unknown): Promise<Response>
  /** The line is cut, and nobody answers until `connect`. */
  disconnect(): Promise<void>
  connect(): void
  close(): Promise<void>
}

const apiKey = 'clave-de-las-pruebas'

export async function openHome(): Promise<Home> {
  await buildWidget(asset('dist/widget'))
  const folder = mkdtempSync(join(tmpdir(), 'relevo-home-'))
  const agent = createScriptedAgent()
  const environment = { DATA_DIR: folder, LOG_LEVEL: 'silent', RELEVO_API_KEY: apiKey }
  const house = buildHouse(readConfig(environment, null), { agent })
  const away = new AbortController()
  const running = house.run(away.signal)
  const listen = (port: number) =>
    Bun.serve({ hostname: '127.0.0.1', port, development: false, fetch: house.fetch })
  let server = listen(0)
  const port = server.port ?? 0
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    house,
    agent,
    api: (method, path, body) =>
      fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    disconnect: () => server.stop(true),
    connect: () => {
      server = listen(port)
    },
    async close() {
      await server.stop(true)
      away.abort()
      await running
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

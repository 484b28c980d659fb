// How do tests of the commands stand? A terminal that writes down what is said, and words as they would be typed.
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { prompts } from '../../src/house-prompts.ts'

export interface Typed {
  readonly code: number
  /** Everything that was said, complaints included. */
  readonly said: string
}

type Lines = Iterable<string> | AsyncIterable<string>
type Environment = Readonly<Record<string, string>>

/** Runs `relevo prompts …`; `lines` are what somebody types meanwhile. */
export async function type(
  words: readonly string[],
  { environment = {}, lines = [] }: { environment?: Environment; lines?: Lines } = {},
): Promise<Typed> {
  const said: string[] = []
  const code = await prompts(words, {
    terminal: {
      say: (line) => void said.push(line),
      complain: (line) => void said.push(line),
      lines: async function* () {
        yield* lines
      },
    },
    config: () => readConfig(environment, null),
    closing: new AbortController().signal,
  })
  return { code, said: said.join('\n') }
}

/** A folder of its own with the default pack in it. */
export function ownPack(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'relevo-pack-')), 'prompts')
  cpSync('prompts', folder, { recursive: true })
  return folder
}

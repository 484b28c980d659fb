// The desk of the pack that ships with Relevo, or of a few files of one's own.
import { join } from 'node:path'
import { openBase } from '../../src/agent/base.ts'
import { createDesk, type Desk } from '../../src/agent/desk.ts'
import { openLexicons } from '../../src/agent/floor/lexicon.ts'
import { readFolder } from '../../src/agent/folder.ts'
import { readPack } from '../../src/agent/pack.ts'
import { formatProblem } from '../../src/agent/problems.ts'

const base = openBase('prompts/base')
const lexicons = openLexicons(join('prompts/base', 'lexicon'))

export function sampleDesk(): Desk {
  return deskFrom(readFolder('prompts'))
}

export function deskFrom(files: readonly { readonly path: string; readonly text: string }[]): Desk {
  const { pack, problems } = readPack(files, base)
  if (pack === null) throw new Error(problems.map(formatProblem).join('\n'))
  return createDesk(pack, lexicons)
}

// What does Relevo bring to every pack? Its default texts and the fixed rules for models: they belong to the engine's version
// and must be complete.
import type { Base } from './pack.ts'
import type { MessageFile, SystemText } from './pack-texts.ts'
import type { Problem } from './problems.ts'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HouseError } from '../errors.ts'
import { openFicha, plainText } from './ficha.ts'
import { readFolder } from './folder.ts'
import { readMessageFile, readSystemFile, systemTexts } from './pack-texts.ts'
import { formatProblem } from './problems.ts'

/** Reads `<dir>/messages`, `fijo.md` and `memo.md`; throws HouseError('config') when a text is missing or unreadable. */
export function openBase(dir: string): Base {
  const problems: Problem[] = []
  const messages = new Map<string, MessageFile>()
  const texts: Partial<Record<SystemText, string>> = {}
  for (const file of readFolder(dir).filter(({ path }) => path.startsWith('messages/'))) {
    const ficha = openFicha(file, true, (problem) => void problems.push(problem))
    const name = file.path.slice('messages/'.length, -'.md'.length)
    if (ficha === null) continue
    const report = (problem: Problem): void => void problems.push(problem)
    if (name === 'sistema') Object.assign(texts, readSystemFile(ficha, report).texts)
    else messages.set(name, readMessageFile(ficha, report))
  }
  const fixed = textIn(join(dir, 'fijo.md'))
  const memo = textIn(join(dir, 'memo.md'))
  const missing = systemTexts.filter((key) => texts[key] === undefined)
  if (
    problems.length + missing.length > 0 ||
    fixed === '' ||
    memo === '' ||
    !messages.has('transferencia') ||
    !isComplete(texts)
  ) {
    const said = [
      ...problems.map(formatProblem),
      ...missing.map((key) => `falta el texto «${key}»`),
      ...(fixed === '' ? ['falta fijo.md'] : []),
      ...(memo === '' ? ['falta memo.md'] : []),
    ]
    throw new HouseError('config', `Los textos base de ${dir} no sirven:\n${said.join('\n')}`)
  }
  return { texts, messages, fixed, memo }
}

function textIn(file: string): string {
  return existsSync(file) ? plainText(readFileSync(file, 'utf8')).trim() : ''
}

function isComplete(texts: Partial<Record<SystemText, string>>): texts is Record<SystemText, string> {
  return systemTexts.every((key) => texts[key] !== undefined)
}

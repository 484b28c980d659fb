// Are the instructions short and of one mind? How much the model reads each turn, and lines that say always and never of one thing.
import type { Subject } from './lint-subject.ts'
import type { Place, Report } from './problems.ts'
import { proseOf } from './lint-subject.ts'
import { noticeAt } from './problems.ts'
import { stemOf } from './stems.ts'
import { bareWords } from './text.ts'
import { tokensOf } from './tokens.ts'

/** Estimated tokens of what every turn carries, before the conversation itself. */
export interface TurnTokens {
  readonly agent: number
  readonly tags: number
  /** The longest channel. */
  readonly channel: number
  /** The engine's own block. */
  readonly fixed: number
  readonly total: number
}

const mostTokens = 2_500
const always = /\b(?:siempre|sempre|always)\b/
const never = /\b(?:nunca|jamas|never)\b/
const idle = new Set([
  'siempre',
  'sempre',
  'always',
  'nunca',
  'jamas',
  'never',
  'para',
  'como',
  'cuando',
  'pero',
  'algo',
  'sobre',
  'esta',
  'este',
])

export function turnTokens({ parts, tags, base }: Subject): TurnTokens {
  const sum = (texts: readonly string[]): number => texts.reduce((total, text) => total + tokensOf(text), 0)
  const said = tags.map((tag) =>
    [tag.name, ...Object.entries(tag.criteria).flat(), ...tag.doesNotCount, tag.instructions].join('\n'),
  )
  const counts = {
    agent: tokensOf(parts.agent?.instructions ?? ''),
    tags: sum(said),
    channel: Math.max(0, ...Object.values(parts.channels).map(({ instructions }) => tokensOf(instructions))),
    fixed: tokensOf(base.fixed),
  }
  return { ...counts, total: counts.agent + counts.tags + counts.channel + counts.fixed }
}

export function lintInstructions(subject: Subject, report: Report): void {
  const { agent, tags, channel } = turnTokens(subject)
  const ficha = subject.fichas.get('agent.md')
  const written = agent + tags + channel
  if (ficha !== undefined && written > mostTokens) {
    const at = proseOf(ficha)[0]?.at ?? { file: ficha.file, line: ficha.bodyLine, column: 1 }
    report(
      noticeAt(
        at,
        `las instrucciones suman unos ${written} tokens por turno; más de ${mostTokens} se siguen peor`,
      ),
    )
  }
  lintCollisions(subject, report)
}

interface Rule {
  readonly at: Place
  readonly stems: ReadonlySet<string>
}

function lintCollisions({ fichas }: Subject, report: Report): void {
  const prose = [...fichas.values()]
    .filter(({ file }) => !/^(knowledge|messages)\//.test(file))
    .flatMap(proseOf)
  const rules = (word: RegExp): readonly Rule[] =>
    prose.filter(({ text }) => word.test(plain(text))).map(({ text, at }) => ({ at, stems: stemsOf(text) }))
  const positive = rules(always)
  for (const { at, stems } of rules(never)) {
    const other = positive.find((rule) => !samePlace(rule.at, at) && isAlike(rule.stems, stems))
    if (other === undefined) continue
    const where = `${other.at.file}:${other.at.line}`
    report(
      noticeAt(at, `este «nunca» choca con el «siempre» de ${where}; deja uno, o di cuándo va cada cual`),
    )
  }
}

function plain(text: string): string {
  return ` ${bareWords(text).join(' ')} `
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set(
    bareWords(text)
      .filter((word) => word.length > 3 && !idle.has(word))
      .map(stemOf),
  )
}

/** Two words in common, and more than half of the shorter line. */
function isAlike(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  const common = [...left].filter((stem) => right.has(stem)).length
  return common >= 2 && common / Math.min(left.size, right.size) >= 0.6
}

function samePlace(left: Place, right: Place): boolean {
  return left.file === right.file && left.line === right.line
}

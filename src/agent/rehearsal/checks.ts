// Did a step go as its test expects? One row for each assertion: what it reads in the outcome, and how it says what it found.
import type { Located } from '../fields.ts'
import type { Expected } from '../pack-expected.ts'
import type { Judges, Outcome } from './outcome.ts'
import { foldText } from '../text.ts'
import { agentTexts, sourcesOf } from './outcome.ts'

/** One assertion that does not hold; all three for people. */
export interface Miss {
  readonly key: string
  readonly expected: string
  readonly got: string
}

/** Null: holds, or is not asked for. */
type Check = (expected: Expected, outcome: Outcome, judges: Judges) => Found | Promise<Found>
type Found = Omit<Miss, 'key'> | null

const table: Readonly<Record<string, Check>> = {
  etiquetas: ({ tags: wanted }, { tags }) =>
    wanted === null || sameSet(tags, textsOf(wanted)) ? null : found(list(textsOf(wanted)), list(tags)),
  etiquetas_incluye: ({ tagsInclude: wanted }, { tags }) =>
    textsOf(wanted).every((text) => tags.some(same(text)))
      ? null
      : found(`que incluyan ${list(textsOf(wanted))}`, list(tags)),
  motivo: ({ because }, outcome) =>
    among(
      because,
      findingsOf(outcome).map((finding) => finding.because),
    ),
  criterio: ({ criterion }, outcome) =>
    among(
      criterion?.text ?? null,
      findingsOf(outcome).flatMap((finding) => finding.criterion ?? []),
    ),
  datos: ({ data: wanted }, { data }) =>
    wanted.every(({ id, value }) => same(String(value))(String(data[id.text] ?? '')))
      ? null
      : found(
          list(wanted.map(({ id, value }) => `${id.text}: ${value}`)),
          list(Object.entries(data).map(([id, value]) => `${id}: ${value}`)),
        ),
  silenciado: ({ silenced }, { quiet }) => {
    const silent = quiet === 'silence' || quiet === 'intervention'
    if (silenced === null || silent === silenced) return null
    return found(yesNo(silenced), `${yesNo(silent)}${quiet === null ? '' : ` (${quiet})`}`)
  },
  crm: ({ pushed: wanted }, outcome) => {
    const pushed = findingsOf(outcome).some(({ effects }) => effects.push)
    return wanted === null || pushed === wanted ? null : found(yesNo(wanted), yesNo(pushed))
  },
  avisa: ({ called: wanted }, outcome) => {
    const called = [...new Set(findingsOf(outcome).flatMap(({ effects }) => effects.call))]
    return wanted === null || sameSet(called, wanted) ? null : found(list(wanted), list(called))
  },
  contiene: ({ contains }, outcome) => words(contains, outcome, true),
  no_contiene: ({ notContains }, outcome) => words(notContains, outcome, false),
  regex: ({ pattern }, outcome) =>
    pattern === null || pattern.test(agentTexts(outcome).join('\n'))
      ? null
      : found(`/${pattern.source}/`, quoted(outcome)),
  idioma: async ({ language }, outcome, { speaks }) =>
    language === null || (await speaks(language, agentTexts(outcome).join('\n')))
      ? null
      : found(language, quoted(outcome)),
  max_mensajes: ({ maxMessages }, outcome) => atMost(maxMessages, agentTexts(outcome).length),
  max_caracteres: ({ maxChars }, outcome) =>
    atMost(maxChars, Math.max(0, ...agentTexts(outcome).map(({ length }) => length))),
  llamadas_llm: ({ modelCalls }, { answers }) => {
    const calls = answers.reduce((sum, { answer }) => sum + answer.usage.requests, 0)
    return modelCalls === null || calls === modelCalls ? null : found(String(modelCalls), String(calls))
  },
  sin_promesas: ({ noPromises }, outcome, { promisesIn }) => {
    const promises = agentTexts(outcome).flatMap(promisesIn)
    if (noPromises === null || (promises.length === 0) === noPromises) return null
    return found(noPromises ? 'ninguna promesa' : 'alguna promesa', list(promises))
  },
  usa_conocimiento: ({ knowledge }, outcome) => {
    const used = sourcesOf(outcome)
    const all = textsOf(knowledge).every((name) => used.some((source) => source.startsWith(`${name} › `)))
    return all ? null : found(list(textsOf(knowledge)), list(used))
  },
  juicio: async ({ judgement }, outcome, { rubric }) => {
    if (judgement === null || rubric === null) return null
    const { ok, why } = await rubric(judgement, outcome)
    return ok ? null : found(judgement, `${why} ${quoted(outcome)}`)
  },
}

/** In the order of the table. */
export async function missesOf(
  expected: Expected,
  outcome: Outcome,
  judges: Judges,
): Promise<readonly Miss[]> {
  const misses: Miss[] = []
  for (const [key, check] of Object.entries(table)) {
    const miss = await check(expected, outcome, judges)
    if (miss !== null) misses.push({ key, ...miss })
  }
  return misses
}

function found(expected: string, got: string): Found {
  return { expected, got }
}

function among(wanted: string | null, got: readonly string[]): Found {
  return wanted === null || got.some(same(wanted)) ? null : found(wanted, list(got))
}

function words(texts: readonly string[], outcome: Outcome, wanted: boolean): Found {
  const said = foldText(agentTexts(outcome).join('\n'))
  const wrong = texts.filter((text) => said.includes(foldText(text)) !== wanted)
  return wrong.length === 0 ? null : found(wrong.map((text) => `«${text}»`).join(' y '), quoted(outcome))
}

function atMost(limit: number | null, count: number): Found {
  return limit === null || count <= limit ? null : found(`${limit} como máximo`, String(count))
}

function findingsOf({ answers }: Outcome) {
  return answers.flatMap(({ answer }) => answer.findings)
}

function textsOf(located: readonly Located[]): readonly string[] {
  return located.map(({ text }) => text)
}

function same(wanted: string): (got: string) => boolean {
  const plain = foldText(wanted).trim()
  return (got) => foldText(got).trim() === plain
}

function sameSet(got: readonly string[], wanted: readonly string[]): boolean {
  return got.length === wanted.length && wanted.every((text) => got.some(same(text)))
}

function quoted(outcome: Outcome): string {
  const texts = agentTexts(outcome)
  return texts.length === 0 ? 'no dijo nada' : texts.map((text) => `«${text}»`).join(' ')
}

function yesNo(flag: boolean): string {
  return flag ? 'sí' : 'no'
}

function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

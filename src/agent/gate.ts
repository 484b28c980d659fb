// Did the customer say what the model claims? A tag needs a quote of theirs, a datum must stand in their words; the rest is refused
// with its reason. The gate proves that it was said, not that it means what the criterion asks.
import type { Finding, Rejection } from '../events.ts'
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { TagFile } from './pack-tags.ts'
import type { Gated, Proposal } from './proposal.ts'
import type { Line } from './spoken.ts'
import { customerLines, findQuote } from './evidence.ts'
import { findingOf } from './floor/floor.ts'
import { readDatum } from './gate-data.ts'
import { foldText } from './text.ts'

/** How far back a quote may lie, in messages of the customer. */
const lastMessages = 8
const mostShown = 120

/**
 * Keeps what is proven. `model` signs the findings. E-mails and phones are never taken from a proposal: they come from the floor.
 * Rejections: `etiqueta_inexistente`, `criterio_inexistente`, `sin_evidencia`, `dato_sin_evidencia`.
 */
export function gate(desk: Desk, turn: Turn, proposal: Proposal, model = 'modelo'): Gated {
  const lines = customerLines(turn)
  const judged = proposal.etiquetas.map((claim) =>
    judge(desk, turn, lines.slice(-lastMessages), claim, model),
  )
  const findings = mergeFindings(
    [],
    judged.flatMap(({ finding }) => finding ?? []),
  )
  const data = judgeData(desk, turn, lines, proposal.datos)
  return {
    findings,
    rejected: [...judged.flatMap(({ rejection }) => rejection ?? []), ...data.rejected],
    data: data.kept,
  }
}

/** The floor's findings, then those of the gate whose tag it did not give already. */
export function mergeFindings(floor: readonly Finding[], gated: readonly Finding[]): readonly Finding[] {
  const all = [...floor, ...gated]
  return all.filter((one, index) => all.findIndex(({ tag }) => tag === one.tag) === index)
}

interface Judged {
  readonly finding?: Finding
  readonly rejection?: Rejection
}

function judge(
  desk: Desk,
  turn: Turn,
  lines: readonly Line[],
  claim: Proposal['etiquetas'][number],
  model: string,
): Judged {
  const { etiqueta, criterio, frase } = claim
  const refuse = (because: string, tag = etiqueta): Judged => ({
    rejection: { tag: shown(tag), because, quote: shown(frase) },
  })
  const tag = desk.pack.tags.find(({ name }) => foldText(name) === foldText(etiqueta.trim()))
  if (tag === undefined) return refuse('etiqueta_inexistente')
  const criterion = criterionOf(tag, criterio)
  if (criterion === null) return refuse('criterio_inexistente', tag.name)
  const said = findQuote(lines, frase)
  if (said === null) return refuse('sin_evidencia', tag.name)
  const { line, quote } = said
  const fresh = turn.burst.some(({ id }) => id === line.id)
  // What was said before the tag was put can not put it again, and must not silence twice.
  if (turn.tags.includes(tag.name) && !fresh) return {}
  const motive = {
    because: criterion,
    actor: `model:${model}`,
    quote,
    message: line.id,
    at: line.at,
  } as const
  return { finding: { ...findingOf(tag, motive), criterion } }
}

function criterionOf({ criteria }: TagFile, id: string | null): string | null {
  const asked = foldText(id?.trim() ?? '')
  return Object.keys(criteria).find((known) => foldText(known) === asked) ?? null
}

interface JudgedData {
  readonly kept: Readonly<Record<string, string | number>>
  readonly rejected: readonly Rejection[]
}

function judgeData(desk: Desk, turn: Turn, lines: readonly Line[], proposed: Proposal['datos']): JudgedData {
  const kept: Record<string, string | number> = {}
  const rejected: Rejection[] = []
  const known = desk.pack.tags.flatMap((tag) => tag.data.map((datum) => ({ tag, datum })))
  for (const [id, value] of Object.entries(proposed)) {
    if (value === null || String(value).trim() === '') continue
    const owner = known.find(({ datum }) => datum.id === id)
    const reading = owner === undefined ? null : readDatum(owner.datum, value, lines, desk, turn)
    if (reading === 'elsewhere') continue
    if (reading !== null) kept[id] = reading.value
    else {
      const quote = shown(`${id}: ${value}`)
      rejected.push({ tag: owner?.tag.name ?? 'datos', because: 'dato_sin_evidencia', quote })
    }
  }
  return { kept, rejected }
}

/** What a model made up may be long; the record keeps its beginning. */
function shown(text: string): string {
  return text.slice(0, mostShown).replace(/[\uD800-\uDBFF]$/, '')
}

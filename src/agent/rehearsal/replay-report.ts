// How is a replay told? The same findings as Markdown for people, JSON for programs, and lines for the terminal.
import type { ConversationDifference, Totals, TurnDifference } from './difference.ts'
import type { TagHit } from './replay.ts'
import { wallClock } from './moments.ts'

export interface Replayed {
  /** What answered: hash, and in which way. */
  readonly version: string
  readonly mode: string
  readonly zone: string
  readonly totals: Totals
  /** Those that differ most come first. */
  readonly differences: readonly ConversationDifference[]
  /** Dollars for a million tokens; null: no prices are known. */
  readonly price: number | null
  readonly broken: readonly string[]
}

export const shownConversations = 20

export const note =
  'Cada turno se contestó de nuevo sobre lo que de verdad se dijo hasta ahí; nunca sobre una respuesta inventada, ' +
  'porque lo siguiente que escribió el cliente respondía a otra cosa. Nada se envió.'

/** Name, recorded, now. */
export function rowsOf({ totals, price }: Replayed): readonly (readonly [string, string, string])[] {
  const { recorded, now } = totals
  const cost = (tokens: number): string =>
    price === null ? '' : ` (≈ US$${((tokens / 1e6) * price).toFixed(4)})`
  return [
    ['Conversaciones', '', String(totals.conversations)],
    ['Turnos', '', String(totals.turns)],
    ['Turnos en que el agente callaba', '', String(totals.quiet)],
    ['Turnos que necesitan modelo', '', String(totals.needModel)],
    ['Turnos con las mismas etiquetas', '', percent(totals.agreement)],
    ['Respuestas distintas', '', percent(totals.otherWords)],
    ['Conversaciones escaladas', percent(recorded.escalated), percent(now.escalated)],
    ['Conversaciones con interesado', percent(recorded.leads), percent(now.leads)],
    ['Propuestas rechazadas', String(recorded.rejected), String(now.rejected)],
    ['Frases que no salieron', String(recorded.dropped), String(now.dropped)],
    ['Promesas que no salieron', String(recorded.promises), String(now.promises)],
    ['Tokens', `${recorded.tokens}${cost(recorded.tokens)}`, `${now.tokens}${cost(now.tokens)}`],
  ]
}

export function markdownOf(replayed: Replayed): string {
  const { version, mode, differences, broken } = replayed
  const shown = differences.slice(0, shownConversations)
  return [
    `# Repetición con la versión ${version} (modo ${mode})`,
    '',
    note,
    '',
    '| | grabado | ahora |',
    '|---|---:|---:|',
    ...rowsOf(replayed).map((row) => `| ${row.join(' | ')} |`),
    '',
    ...broken.map((text) => `**Límite pasado:** \`${text}\``),
    `## Las que más difieren (${shown.length} de ${differences.length})`,
    '',
    ...(shown.length === 0
      ? ['Ninguna difiere.']
      : shown.flatMap((one) => conversationText(one, replayed.zone))),
    '',
  ].join('\n')
}

export function jsonOf(replayed: Replayed): string {
  return `${JSON.stringify(replayed, null, 2)}\n`
}

export function escalationText({ recorded, now }: ConversationDifference['escalated']): string | null {
  if (recorded === now) return null
  if (recorded === null) return `ahora escala, en el turno ${now}`
  if (now === null) return `ya no escala; antes, en el turno ${recorded}`
  return `escala ${now < recorded ? 'antes' : 'después'}: turno ${recorded} → ${now}`
}

export function tagText({ tag, actor, because, quote }: TagHit): string {
  return `${tag} por ${actor} (${because}): «${quote}»`
}

function conversationText(one: ConversationDifference, zone: string): readonly string[] {
  const { conversation, turns, escalated, data } = one
  const escalation = escalationText(escalated)
  return [
    `### ${conversation.conversation} · ${conversation.channel}`,
    '',
    ...(escalation === null ? [] : [`- **Escalar:** ${escalation}`]),
    ...data.map(({ id, recorded, now }) => `- **Dato ${id}:** ${recorded || '—'} → ${now || '—'}`),
    ...turns.flatMap((turn) => turnText(turn, zone)),
    '',
  ]
}

function turnText({ turn, gained, lost, otherWords }: TurnDifference, zone: string): readonly string[] {
  const line = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
  return [
    `- Turno ${turn.number}, ${wallClock(turn.at, zone)}: ${turn.customer.map((text) => `«${line(text)}»`).join(' ')}`,
    ...gained.map((hit) => `  - gana ${line(tagText(hit))}`),
    ...lost.map((hit) => `  - pierde ${line(tagText(hit))}`),
    ...(otherWords
      ? [
          `  - decía: ${turn.recorded.replies.map(line).join(' / ') || '(nada)'}`,
          `  - ahora: ${turn.now?.replies.map(line).join(' / ') || '(nada)'}`,
        ]
      : []),
  ]
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`
}

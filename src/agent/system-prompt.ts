// What is a model told before it reads the conversation? First what never changes, so that providers keep it in their cache; then
// this turn: the time, who is there, what is known of the customer, and the passages.
import type { ChannelName, Instant } from '../model.ts'
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { Pack } from './pack.ts'
import type { Passage } from './pack-knowledge.ts'
import type { TagFile } from './pack-tags.ts'
import { hoursInWords, isOpen } from './hours.ts'
import { keptOf } from './kept.ts'

export interface TurnFacts {
  readonly turn: Turn
  readonly passages: readonly Passage[]
  /** In which language to answer, such as `es`. */
  readonly language: string
}

const longestValue = 200
const stable = new WeakMap<Pack, Map<ChannelName, string>>()
const languageNames = new Intl.DisplayNames('es', { type: 'language' })

/** `es` is «español». */
export const languageName: (code: string) => string = keptOf(100, (code) =>
  (languageNames.of(code) ?? code).toLocaleLowerCase('es'),
)

export function systemPrompt(desk: Desk, facts: TurnFacts): string {
  return `${stablePart(desk.pack, facts.turn.to.channel)}\n\n${volatilePart(desk.pack, facts)}`
}

/** The same text for every turn of this pack on this channel. */
export function stablePart(pack: Pack, channel: ChannelName): string {
  const known = stable.get(pack) ?? new Map<ChannelName, string>()
  stable.set(pack, known)
  const text = known.get(channel) ?? stableText(pack, channel)
  known.set(channel, text)
  return text
}

function stableText(pack: Pack, channel: ChannelName): string {
  const file = pack.channels[channel]
  const { agent } = pack
  const most = file?.maxBubbles ?? agent.maxBubbles
  const letters = file?.maxChars ?? agent.maxChars
  return [
    agent.instructions,
    '# Etiquetas',
    ...pack.tags.map(tagText),
    '# Este canal',
    `Escribes por ${channelNames[channel]}: a lo más ${most} mensajes por respuesta, de unos ${letters} caracteres cada uno.`,
    file?.instructions ?? '',
    pack.fixed,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const channelNames: Readonly<Record<ChannelName, string>> = {
  whatsapp: 'WhatsApp',
  instagram: 'Instagram',
  messenger: 'Messenger',
  web: 'el chat del sitio',
}

function tagText(tag: TagFile): string {
  const criteria = Object.entries(tag.criteria).map(([id, text]) => `- ${id}: ${text}`)
  const negatives = tag.doesNotCount.map((text) => `- ${text}`)
  return [
    `## ${tag.name}`,
    tag.instructions,
    criteria.length > 0 ? `Criterios:\n${criteria.join('\n')}` : 'La pone el sistema; no la propongas.',
    negatives.length > 0 ? `No cuenta:\n${negatives.join('\n')}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n')
}

function volatilePart({ agent }: Pack, { turn, passages, language }: TurnFacts): string {
  const open = isOpen(agent.hours, agent.zone, turn.now)
  const people = open ? 'atendiendo en este momento' : 'fuera de horario'
  const known = factsOf(turn)
  return [
    '# Este turno',
    `Ahora: ${moment(turn.now, agent.zone)} (${agent.zone}).`,
    `El equipo de personas está ${people}; su horario es ${hoursOf(agent)}.`,
    turn.turns === 0 ? 'Es tu primera respuesta en esta conversación.' : 'La conversación ya está empezada.',
    `Contesta en ${languageName(language)}.`,
    `Datos del cliente: ${JSON.stringify(known)}`,
    turn.memo === null ? '' : `Resumen de lo anterior:\n${turn.memo.text}`,
    passages.length === 0
      ? 'Conocimiento para este turno: nada que venga al caso.'
      : `Conocimiento para este turno:\n${passages.map(passageText).join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n')
}

const hours = new WeakMap<Pack['agent'], string>()

function hoursOf(agent: Pack['agent']): string {
  const words = hours.get(agent) ?? hoursInWords(agent.hours)
  hours.set(agent, words)
  return words
}

/** What customers said of themselves, as values of closed fields. */
function factsOf({ data, contactName, tags }: Turn): unknown {
  const short = (value: string | number): string | number =>
    typeof value === 'string' ? value.slice(0, longestValue) : value
  const values = Object.entries(data).map(([id, value]) => [id, short(value)])
  return {
    ...(contactName === null ? {} : { nombre_de_perfil: contactName.slice(0, 60) }),
    ...Object.fromEntries(values),
    ...(tags.length === 0 ? {} : { etiquetas_puestas: tags }),
  }
}

function passageText({ document, title, text }: Passage): string {
  return `<pasaje documento="${document}" titulo="${title.replaceAll('"', '')}">\n${text}\n</pasaje>`
}

const formatOf = keptOf(
  100,
  (zone) =>
    new Intl.DateTimeFormat('es', {
      timeZone: zone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
)

function moment(now: Instant, zone: string): string {
  return formatOf(zone).format(now)
}

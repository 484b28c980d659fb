// Which words answer this turn when no model is there? Hand-over, thanks for a datum, a passage, a courtesy, or an honest "I do not have that".
import type { Finding } from '../events.ts'
import type { Body } from '../model.ts'
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { FloorReading } from './floor/floor.ts'
import type { Hit } from './knowledge.ts'
import type { TagFile } from './pack-tags.ts'
import type { SystemText } from './pack-texts.ts'
import type { SmallTalk } from './small-talk.ts'
import { smallTalkOf, withoutDatum, withoutGreeting } from './small-talk.ts'
import { burstOf, textOf } from './spoken.ts'

export interface Reply {
  /** Paragraphs, still uncut. */
  readonly parts: readonly string[]
  readonly noAnswer: boolean
  /** For *¿Por qué?*: where the words come from. */
  readonly because: string
  /** The reply itself shows that a person is needed. */
  readonly person:
    | (Pick<Finding, 'because' | 'actor' | 'quote' | 'message' | 'at'> & {
        readonly tag: TagFile
        readonly silences: boolean
      })
    | null
}

const mostPassages = 2
const courtesies: Readonly<Record<SmallTalk, SystemText>> = {
  saluda: 'saludo_breve',
  agradece: 'de_nada',
  afirma: 'de_acuerdo',
  niega_corto: 'sin_ayuda',
  despide: 'despedida',
}

export function replyTo(desk: Desk, turn: Turn, reading: FloorReading): Reply {
  const bodies = turn.burst.filter(({ author }) => author === 'contact').map(({ body }) => body)
  if (bodies.every(({ kind }) => kind === 'erased')) return reply([], 'unsent')
  const thanks = thanksFor(desk, reading)
  if (reading.handOver !== null) {
    const words = desk.words(reading.handOver, turn.now)
    return reply([...thanks, ...(words === null ? [] : [words])], `etiqueta: ${reading.handOver.name}`)
  }
  const notices = noticesFor(desk, bodies)
  const hits = answersFor(desk, turn, reading)
  const first = turn.turns === 0
  const answers = hits.map(({ passage }) => passage.text)
  const words = answers.length > 0 ? answers : tagWords(desk, turn, reading)
  const spoken = [...thanks, ...notices, ...words]
  const greeting = first ? [desk.say('saludo')] : []
  const order = orderOf(desk, turn, bodies)
  if (spoken.length > 0) {
    return { ...reply([...greeting, ...spoken], sourceOf(hits, thanks)), person: order }
  }
  return withoutPassage(desk, turn, reading, bodies, greeting)
}

/** Nothing is known: a courtesy, a first greeting, or the honest line — and a person, for who has heard it too often. */
function withoutPassage(
  desk: Desk,
  turn: Turn,
  reading: FloorReading,
  bodies: readonly Body[],
  greeting: readonly string[],
): Reply {
  const said = bodies.filter((body) => !isStart(body))
  const talk = talkOf(desk, said)
  if (talk !== null || said.length === 0) {
    if (greeting.length > 0) return reply([`${greeting.join(' ')} ${desk.say('saludo_pregunta')}`], 'saludo')
    return reply([desk.say(courtesies[talk ?? 'saluda'])], 'cortesía')
  }
  const stuck = desk.floor.stuck(turn, reading.failures + 1)
  if (stuck !== null) {
    const words = desk.words(stuck.tag, turn.now) ?? desk.say('respuesta_segura')
    const { because, actor, quote, message, at } = stuck.finding
    const person = { tag: stuck.tag, silences: stuck.tag.silence, because, actor, quote, message, at }
    return { ...reply([words], `etiqueta: ${stuck.tag.name}`), noAnswer: true, person }
  }
  return { ...reply([...greeting, desk.say('sin_dato')], 'sin dato en el conocimiento'), noAnswer: true }
}

function reply(parts: readonly string[], because: string): Reply {
  return { parts, noAnswer: false, because, person: null }
}

function thanksFor(desk: Desk, { data }: FloorReading): readonly string[] {
  const ids = Object.keys(data)
  if (ids.length === 0) return []
  const types = new Set(
    desk.pack.tags
      .flatMap((tag) => tag.data)
      .filter(({ id }) => ids.includes(id))
      .map(({ type }) => type),
  )
  if (types.size > 1) return [desk.say('dato_recibido')]
  return [desk.say(types.has('email') ? 'correo_recibido' : 'telefono_recibido')]
}

/** What is said about messages that have no words of their own. */
export function noticesFor(desk: Desk, bodies: readonly Body[]): readonly string[] {
  const texts = bodies.flatMap((body): readonly SystemText[] => {
    if (body.kind === 'order' || (body.kind === 'unsupported' && body.label.startsWith('payment')))
      return ['pedido']
    if (body.kind === 'unsupported') return [body.label === 'call' ? 'llamada' : 'no_legible']
    const voice = body.kind === 'media' && body.media === 'audio'
    if (voice && textOf(body).trim() === '') return ['nota_de_voz']
    const silent = textOf(body).trim() === '' && body.kind !== 'choice' && body.kind !== 'erased'
    const sticker = body.kind === 'media' && body.media === 'sticker'
    return silent && (!sticker || bodies.length === 1) && body.kind !== 'text' ? ['recibido'] : []
  })
  const readable = bodies.some((body) => textOf(body).trim() !== '')
  return [...new Set(texts)].filter((text) => text !== 'recibido' || !readable).map((text) => desk.say(text))
}

function answersFor(desk: Desk, turn: Turn, { data }: FloorReading): readonly Hit[] {
  const given = Object.keys(data).length > 0
  const found = new Map<Hit['passage'], Hit>()
  const ask = (question: string): boolean => {
    const words = withoutGreeting(question, desk.lexicons)
    const [hit] = desk.knowledge.find(given ? withoutDatum(words, desk.lexicons) : words, 1)
    if (hit !== undefined && !found.has(hit.passage)) found.set(hit.passage, hit)
    return hit !== undefined
  }
  const questions = burstOf(turn)
    .flatMap(({ text }) => text.split(/[?¿\n]+|(?<=[.!;])\s+/))
    .filter((one) => one.trim() !== '' && smallTalkOf(one, desk.lexicons) === null)
  for (const question of questions) {
    if (!ask(question) && question.includes(',')) question.split(',').forEach(ask)
  }
  if (found.size === 0 && questions.length > 1) ask(questions.join(' '))
  return [...found.values()].slice(0, mostPassages)
}

/** Texts of tags that apply now, say something and do not silence. */
function tagWords(desk: Desk, turn: Turn, { findings }: FloorReading): readonly string[] {
  return desk.pack.tags
    .filter((tag) => !tag.silence && !turn.tags.includes(tag.name))
    .filter((tag) => findings.some((finding) => finding.tag === tag.name))
    .flatMap((tag) => desk.words(tag, turn.now) ?? [])
}

function talkOf(desk: Desk, bodies: readonly Body[]): SmallTalk | null {
  const texts = bodies.map(textOf).filter((text) => text.trim() !== '')
  const talks = texts.map((text) => smallTalkOf(text, desk.lexicons))
  return talks.includes(null) ? null : (talks.at(-1) ?? null)
}

/** The chat was opened, and nothing said yet. */
export function isStart(body: Body): boolean {
  return (
    body.kind === 'choice' && (body.label.trim() === '' || /welcome|get_?started|^referral:/i.test(body.id))
  )
}

/** Why a person must see an order or a payment. */
export function orderOf(desk: Desk, turn: Turn, bodies: readonly Body[]): Reply['person'] {
  const at = bodies.findIndex(
    (body) => body.kind === 'order' || (body.kind === 'unsupported' && body.label.startsWith('payment')),
  )
  const line = burstOf(turn)[at]
  const tag = desk.pack.tags.find(({ rules }) => rules.some(({ kind }) => kind === 'person'))
  if (line === undefined || tag === undefined) return null
  const quote = line.text.trim()
  return {
    tag,
    silences: false,
    because: 'pedido',
    actor: 'system:pedido',
    quote,
    message: line.id,
    at: line.at,
  }
}

function sourceOf(hits: readonly Hit[], thanks: readonly string[]): string {
  if (hits.length === 0) return thanks.length > 0 ? 'dato recibido' : 'texto del sistema'
  return hits.map(({ passage }) => `knowledge/${passage.document}.md › ${passage.title}`).join(' · ')
}

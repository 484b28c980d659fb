// Who writes to the shop of the benches? Customers by number, who say words as common and as rare as real ones.
import type { InboundEvent } from '../src/events.ts'
import type { ChannelName, Instant } from '../src/model.ts'
import type { ParsedDelivery } from '../src/store/store.ts'

export const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']
const syllables = [
  'za',
  'pa',
  'ti',
  'lla',
  'ro',
  'jo',
  'me',
  'sa',
  'ca',
  'mi',
  'lu',
  'ne',
  'bo',
  'ta',
  'fi',
  'na',
]
const names = ['Ana', 'Luis', 'María', 'José', 'Lucía', 'Pedro', 'Sofía', 'Jorge', 'Elena', 'Raúl']
const surnames = ['Pérez', 'García', 'López', 'Ruiz', 'Torres', 'Vega', 'Núñez', 'Flores', 'Ríos', 'Luna']
/** The most common words, in order; `hola` opens every third message. */
export const commonWords = [
  'de',
  'la',
  'que',
  'el',
  'en',
  'un',
  'por',
  'con',
  'precio',
  'para',
  'pedido',
  'quiero',
]
const vocabulary = 40_000

/** Numbers in [0, 1) that repeat with the seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Zipf: the word of rank n is n times rarer than the first. */
export function wordOf(random: () => number): string {
  const rank = Math.floor((vocabulary + 1) ** random()) - 1
  return commonWords[rank] ?? rareWord(rank)
}

export function rareWord(rank: number): string {
  let word = ''
  for (let rest = rank; rest > 0; rest = Math.floor(rest / syllables.length))
    word += syllables[rest % syllables.length] ?? ''
  return word
}

export function sentence(random: () => number): string {
  const words = Array.from({ length: 4 + Math.floor(random() * 12) }, () => wordOf(random))
  return (random() < 1 / 3 ? 'hola ' : '') + words.join(' ')
}

/** So many customers are talking at a time. */
const talking = 1_000

/** The message number `n` of `conversations` customers: seven of ten come from those who talk now, about ten each; the rest from anyone. */
export function received(
  n: number,
  conversations: number,
  at: Instant,
  random: () => number,
  turn: 'answers' | 'never' = 'answers',
): InboundEvent {
  const customer = whoWrites(n, conversations, random)
  const channel = channels[customer % channels.length] ?? 'whatsapp'
  const contact = channel === 'whatsapp' ? `MX.${1_000_000 + customer}` : `psid-${1_000_000 + customer}`
  const name = `${names[customer % 10]} ${surnames[Math.floor(customer / 10) % 10]} ${rareWord(customer)}`
  return {
    type: 'message.received',
    key: `wamid.HBgL${n.toString(36)}`,
    ref: `wamid.HBgL${n.toString(36)}`,
    from: { channel, account: `cuenta-${channel}`, contact },
    at,
    body: { kind: 'text', text: sentence(random) },
    window: true,
    turn,
    contactName: name,
    ...(channel === 'whatsapp' ? { aliases: [`52155${1_000_000 + customer}`] } : {}),
  }
}

function whoWrites(n: number, conversations: number, random: () => number): number {
  // The first messages begin every conversation, so that the store has all of them.
  if (n < conversations) return n
  if (random() < 0.3) return Math.floor(random() * conversations)
  const first = Math.floor(n / 100) * 7
  return (first + Math.floor(random() * talking)) % conversations
}

/** One delivery of one message each, as most are. */
export function deliveries(
  from: number,
  count: number,
  conversations: number,
  at: Instant,
  random: () => number,
  turn: 'answers' | 'never' = 'answers',
): readonly ParsedDelivery[] {
  return Array.from({ length: count }, (_, index) => {
    const event = received(from + index, conversations, at, random, turn)
    return { seq: from + index + 1, channel: event.from.channel, at, events: [event] }
  })
}

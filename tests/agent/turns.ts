// What does a conversation look like to an agent in these tests? Short ways to write turns and to read answers.
import type { Turn, TurnMessage } from '../../src/agent/agent.ts'
import type { Answer } from '../../src/events.ts'
import type { Author, Body, ChannelName } from '../../src/model.ts'
import type { Traits } from '../../src/state.ts'
import { MINUTE } from '../../src/clock.ts'

/** Tuesday, 3 March 2026, 12:00 in Mexico City. */
export const noon = Date.UTC(2026, 2, 3, 18)

export const traits: Traits = {
  textLimit: 4096,
  limitUnit: 'chars',
  captionLimit: 1024,
  choices: { text: 1024, count: 3, label: 20 },
  media: ['image'],
  hasTemplates: true,
  window: { freeMs: 86_400_000, humanMs: null },
  quietMs: 3_500,
  fragmentMs: 6_000,
  pace: null,
  echoesKey: true,
}

/** `said`: "cliente: hola", "agente: …", "persona: …", a minute apart and ending at `now`; the last customer lines are the burst. */
export function turnOf(
  said: readonly (string | Body)[],
  more: Partial<Turn> & { readonly channel?: ChannelName } = {},
): Turn {
  const now = more.now ?? noon
  const messages = said.map((one, index) => messageOf(one, index, now - (said.length - index) * MINUTE))
  let split = messages.length
  while (split > 0 && messages[split - 1]?.author === 'contact') split--
  const { channel = 'whatsapp', ...rest } = more
  return {
    conversation: 'cnv_1',
    to: { channel, account: 'a', contact: channel === 'whatsapp' ? '5215512345678' : 'u1' },
    traits,
    contactName: null,
    data: {},
    tags: [],
    history: messages.slice(0, split),
    burst: messages.slice(split),
    turns: messages.slice(0, split).some(({ author }) => author === 'agent') ? 1 : 0,
    kind: 'answer',
    memo: null,
    spent: { contact: 0, total: 0 },
    now,
    epoch: 0,
    fence: 1,
    upto: messages.length,
    ...rest,
  }
}

export function textsOf(answer: Answer): readonly string[] {
  return answer.bubbles.map(({ body }) => (body.kind === 'text' ? body.text : ''))
}

function messageOf(one: string | Body, index: number, at: number): TurnMessage {
  const id = `msg_${index}` as const
  if (typeof one !== 'string') return { id, seq: index + 1, author: 'contact', body: one, at, ref: null }
  const [, who = '', text = ''] = /^(cliente|agente|persona): ?([\s\S]*)$/.exec(one) ?? ['', 'cliente', one]
  const authors: Readonly<Record<string, Author>> = {
    cliente: 'contact',
    agente: 'agent',
    persona: 'operator',
  }
  return {
    id,
    seq: index + 1,
    author: authors[who] ?? 'contact',
    body: { kind: 'text', text },
    at,
    ref: null,
  }
}

// What does an operator see and do through the API, for one customer of a town?
import type { ConversationWire, ListWire, MessageWire } from '../../src/http/wire.ts'
import type { Body } from '../../src/model.ts'
import type { Customer } from '../../src/simulator/customers.ts'
import type { Reply, Town } from './town.ts'

export interface Desk {
  conversation(): Promise<ConversationWire>
  /** Oldest first. */
  messages(): Promise<readonly MessageWire[]>
  /** Messages of ours with this author, as `status: text`. */
  sent(author?: MessageWire['author']): Promise<readonly string[]>
  writes(
    text: string,
    clientId?: string,
  ): Promise<Reply<{ message?: MessageWire; error?: { because: string } }>>
  sends(body: Body, clientId?: string): Promise<Reply<{ message?: MessageWire; error?: { because: string } }>>
  silences(until?: string | null): Promise<void>
  unsilences(): Promise<void>
  releases(): Promise<void>
}

let clientIds = 0

export function deskOf(town: Town, customer: Customer): Desk {
  const find = async (): Promise<ConversationWire> => {
    const path = `/api/conversations?channel=${customer.channel}&limit=100`
    const { body } = await town.api<ListWire<ConversationWire>>('GET', path)
    const names = [customer.id, customer.person.phone, customer.name]
    const found = body.items.find(
      ({ contact }) => names.includes(contact.address) || names.includes(contact.name ?? ''),
    )
    if (found === undefined) throw new Error(`no conversation of ${customer.name}`)
    return found
  }
  const messages = async (): Promise<readonly MessageWire[]> => {
    const { id } = await find()
    const { body } = await town.api<ListWire<MessageWire>>(
      'GET',
      `/api/conversations/${id}/messages?limit=100`,
    )
    return body.items.toReversed()
  }
  const sends: Desk['sends'] = async (body, clientId) => {
    clientIds += 1
    const { id } = await find()
    return town.api('POST', `/api/conversations/${id}/messages`, {
      clientId: clientId ?? `client-${clientIds}`,
      body,
    })
  }
  const act = async (method: string, what: string, body?: unknown): Promise<void> => {
    const { id } = await find()
    const { status } = await town.api(method, `/api/conversations/${id}/${what}`, body)
    if (status >= 300) throw new Error(`${method} ${what}: ${status}`)
  }
  return {
    conversation: find,
    messages,
    sent: async (author = 'agent') =>
      (await messages())
        .filter((message) => message.author === author)
        .map(({ status, body }) => `${status}: ${'text' in body ? body.text : body.kind}`),
    writes: (text, clientId) => sends({ kind: 'text', text }, clientId),
    sends,
    silences: (until = null) => act('POST', 'silence', { until }),
    unsilences: () => act('DELETE', 'silence'),
    releases: () => act('POST', 'release'),
  }
}

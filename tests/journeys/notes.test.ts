// Does a private note ever reach a platform? The whole house with an agent that answers, and what the pretended Meta received.
import { expect, test } from 'bun:test'
import type { ConversationWire, ListWire } from '../../src/http/wire.ts'
import { deskOf } from '../support/desk.ts'
import { openTown } from '../support/town.ts'

test('notes between messages: the platform and the agent know nothing of them', async () => {
  const town = await openTown()
  const customer = town.meta.customer('whatsapp', { name: 'Ana' })
  await customer.says('hola')
  const desk = deskOf(town, customer)
  await town.until(async () => (await desk.sent()).length > 0, 'the agent has answered')
  const { body } = await town.api<ListWire<ConversationWire>>('GET', '/api/conversations')
  const id = body.items[0]?.id
  for (const clientId of ['a', 'b', 'c']) {
    const note = { clientId, text: 'palabra prohibida' }
    expect((await town.api('POST', `/api/conversations/${id}/notes`, note)).status).toBe(201)
    await customer.says(`sigo, ${clientId}`)
    await town.pass(20_000)
  }
  await desk.writes('Le contesto yo.')
  await town.pass(20_000)
  expect(town.agent.turns.length).toBeGreaterThan(3)
  expect(JSON.stringify(town.agent.turns)).not.toContain('prohibida')
  const heard = customer.heard().map(({ text }) => text)
  expect(heard).toContain('Le contesto yo.')
  expect(JSON.stringify([heard, town.lines])).not.toContain('prohibida')
  await town.close()
})

// Does the house say how it is? In figures, with 200 or 503, and without a secret.
import { expect, test } from 'bun:test'
import { apiKey, from, openFace, type Face } from './face.ts'

async function health(face: Face, headers: Record<string, string> = {}) {
  const answer = await face.ask('/health', { headers })
  return { status: answer.status, report: await answer.text() }
}

async function alarm(face: Face): Promise<void> {
  const at = face.clock.now()
  const event = { type: 'account.alert', key: 'a1', from: from('whatsapp', ''), at } as const
  await face.store.step(null, { ...event, loud: true, code: 'quality', detail: 'número 5215550001' }, at)
}

test('a house that is well says what it is', async () => {
  const face = openFace()
  await face.arrive(from('whatsapp', '1'), 'hola')
  const { status, report } = await health(face)
  expect(status).toBe(200)
  expect(JSON.parse(report)).toEqual({
    status: 'ok',
    version: '1.2.3',
    agent: { model: 'guion', prompt: 'p1', problems: [] },
    channels: { whatsapp: true, instagram: false, messenger: false, web: true },
    backlog: 0,
    counts: {
      conversations: 1,
      messages: 1,
      pendingSends: 0,
      unknownSends: 0,
      quarantined: 0,
      ignored: 0,
    },
    alerts: [],
    pausedAccounts: [],
  })
  await face.close()
})

test('alerts are told to everyone, their details to operators only', async () => {
  const face = openFace()
  await alarm(face)
  const open = await health(face)
  expect(JSON.parse(open.report).alerts).toEqual([
    { at: expect.stringMatching(/Z$/), loud: true, code: 'quality' },
  ])
  const trusted = await health(face, { authorization: `Bearer ${apiKey}` })
  expect(JSON.parse(trusted.report).alerts[0].detail).toBe('número 5215550001')
  await face.close()
})

test('deliveries that wait to be applied are counted', async () => {
  const face = openFace({ draining: () => false })
  const delivered = await face.ask('/webhooks/whatsapp', { method: 'POST', body: '{}' })
  expect(delivered.status).toBe(401)
  expect(JSON.parse((await health(face)).report).backlog).toBe(0)
  await face.close()
})

test('a house that goes down, or has lost its memory, says 503', async () => {
  const draining = openFace({ draining: () => true })
  expect((await health(draining)).status).toBe(503)
  await draining.close()

  const whole = openFace()
  const lost = openFace({ store: { ...whole.store, counts: () => Promise.reject(new Error('disco lleno')) } })
  const { status, report } = await health(lost)
  expect([status, JSON.parse(report)]).toEqual([
    503,
    { status: 'failed', version: '1.2.3', because: 'store' },
  ])
  await lost.close()
  await whole.close()
})

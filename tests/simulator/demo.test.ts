// Is the demo alive on all four channels, readable, and over when it is told to be?
import { expect, test } from 'bun:test'
import { createCaller } from '../../src/simulator/caller.ts'
import { runDemo } from '../../src/simulator/demo.ts'
import { scenes } from '../../src/simulator/scenes.ts'
import { transcriptLine } from '../../src/simulator/transcript.ts'
import { openVisitor } from '../../src/simulator/visitor.ts'
import { createFastClock } from '../support/fast-clock.ts'
import { openGraph, seeded, startProduct, whatsapp } from './outside.ts'

test('customers speak on all four channels, the business is heard, and the signal ends it', async () => {
  const clock = createFastClock(Date.now(), 40)
  const { graph, post, close } = await openGraph({ random: seeded(4) })
  const product = startProduct()
  const caller = createCaller()
  const closing = new AbortController()
  const lines: string[] = []
  const demo = runDemo({
    productUrl: product.url,
    graph,
    call: caller.call,
    clock,
    random: seeded(5),
    signal: closing.signal,
    say: (line) => lines.push(line),
  })
  const channels = (): Set<string> => new Set(lines.map((line) => line.slice(0, 9).trim()))
  while (product.delivered.length < 2 || !lines.some((line) => line.includes('←  re:'))) await Bun.sleep(5)
  const customer = product.delivered.find(({ path }) => path === '/webhooks/whatsapp')?.raw ?? ''
  const to = /"user_id":"([^"]+)"/.exec(customer)?.[1]
  const body = { messaging_product: 'whatsapp', recipient: to, type: 'text', text: { body: 'Hola,\nLucía' } }
  await post(`/v25.0/${whatsapp.id}/messages`, body)
  while (channels().size < 4) await Bun.sleep(5)
  closing.abort()
  await demo
  expect([...channels()].toSorted()).toEqual(['Chat web', 'Instagram', 'Messenger', 'WhatsApp'])
  expect(lines).toContain('WhatsApp   Lucía    ←  Hola, Lucía')
  const said = lines.length
  await Bun.sleep(30)
  expect(lines).toHaveLength(said)
  caller.close()
  await product.stop()
  await close()
})

test('the first four scenes open the four channels, and every scene has a question to answer', () => {
  expect(new Set(scenes.slice(0, 4).map(({ channel }) => channel)).size).toBe(4)
  for (const { steps, names } of scenes) {
    expect(names.length).toBeGreaterThan(1)
    expect(steps.some((step) => step.do === 'says' && step.lines.join().includes('¿'))).toBe(true)
  }
})

test('somebody asks for a person, somebody leaves an address, and a person takes over from the phone', () => {
  const lines = scenes.flatMap(({ steps }) => steps.flatMap((step) => (step.do === 'says' ? step.lines : [])))
  expect(lines.some((line) => /hablar con una persona/i.test(line))).toBe(true)
  expect(lines.some((line) => line.includes('@example.com'))).toBe(true)
  expect(
    scenes.some(
      ({ channel, steps }) => channel === 'whatsapp' && steps.some(({ do: what }) => what === 'answers'),
    ),
  ).toBe(true)
})

test('a line says where, who and what, on one row', () => {
  expect(transcriptLine('instagram', 'Eva', 'customer', 'hola\n  qué tal')).toBe(
    'Instagram  Eva      →  hola qué tal',
  )
  expect(transcriptLine('web', 'Eva', 'business', 'x'.repeat(200), 'Marta')).toBe(
    `Chat web   Eva      ←  Marta: ${'x'.repeat(159)}…`,
  )
})

test('a visitor hears each answer once, and nobody while the chat is closed', async () => {
  const product = startProduct()
  const caller = createCaller()
  const parts = { productUrl: product.url, call: caller.call, random: seeded(6) }
  const visitor = await openVisitor(parts)
  expect(await visitor?.says('hola')).toBe(201)
  expect(await visitor?.hears()).toEqual([{ author: 'agent', text: 're: hola' }])
  expect(await visitor?.hears()).toEqual([])
  await product.stop()
  expect(await openVisitor(parts)).toBeNull()
  caller.close()
})

// Does a replay tell what another version would have answered, over what was really said, and without touching anything?
import { describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '../../src/events.ts'
import { answers, conversationOf, customer, deliver, minute, noon, opener, says } from '../support/memory.ts'
import { startFakeOpenAi } from '../../src/agent/rehearsal/fake-openai.ts'
import { systemClock } from '../../src/clock.ts'
import { ownPack, type } from './rehearsal-town.ts'

const lead: Omit<Finding, 'message' | 'quote' | 'at'> = {
  tag: 'Lead',
  on: 'contact',
  actor: 'rule:dato',
  because: 'dato:correo',
  effects: { silence: false, call: [], push: true },
}

/** Two customers: one asks and leaves an address, one asks for a person and is handed over. Both were answered without a model. */
async function had(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'relevo-replay-'))
  const store = opener(join(dir, 'app.db'))()
  const ana = customer('5215511110000')
  const ben = customer('5215522220000')
  await deliver(store, [says('a1', 'cuánto cuesta la monstera mediana?', { from: ana })])
  await said(store, ['Cuesta $390.'], noon + minute)
  await deliver(
    store,
    [says('a2', 'mi correo es ana@example.com', { from: ana, at: noon + 2 * minute })],
    noon + 2 * minute,
  )
  const conversation = await conversationOf(store, ana)
  const messages = await store.messages(conversation, { limit: 9 })
  const message = messages?.items[0]?.id ?? 'msg_none'
  const finding = { ...lead, message, quote: 'ana@example.com', at: noon + 2 * minute }
  await said(store, ['¡Gracias!'], noon + 3 * minute, [finding])
  await deliver(store, [says('b1', 'quiero hablar con una persona <b>ya</b>', { from: ben })])
  await said(store, ['¿En qué te ayudo?'], noon + 5 * minute)
  await store.close()
  return dir
}

async function said(
  store: Parameters<typeof answers>[0],
  texts: readonly string[],
  now: number,
  found: readonly Finding[] = [],
) {
  await answers(store, texts, now, found)
  for (let send = await store.claimSend(now); send !== null; send = await store.claimSend(now)) {
    const { id, attempt } = send
    await store.step(
      send.conversation,
      { type: 'send.succeeded', at: now, id, attempt, ref: `ref-${id}` },
      now,
    )
  }
}

describe('a replay by rules', () => {
  test('tells tags, words and escalations that another version changes, and leaves everything as it was', async () => {
    const dir = await had()
    const before = readFileSync(join(dir, 'app.db'))
    const out = join(dir, 'informe')
    const { code, said: told } = await type(['replay', 'prompts', '--datos', dir, '--salida', out])
    expect(told).toContain('Conversaciones')
    expect(code).toBe(0)
    const report = JSON.parse(readFileSync(join(out, 'informe.json'), 'utf8'))
    expect(report.totals).toMatchObject({ conversations: 2, turns: 3, quiet: 0, needModel: 0 })
    expect(report.totals.now).toMatchObject({ escalated: 0.5, leads: 0.5 })
    expect(report.totals.recorded).toMatchObject({ escalated: 0, leads: 0.5 })
    const [first] = report.differences
    expect(first.escalated).toEqual({ recorded: null, now: 1 })
    expect(first.turns[0].gained[0]).toMatchObject({ tag: 'Escalar', because: 'pide_humano' })
    expect(readFileSync(join(dir, 'app.db'))).toEqual(before)
  })

  test('writes a page that asks the network for nothing and believes no customer', async () => {
    const dir = await had()
    const out = join(dir, 'informe')
    await type(['replay', 'prompts', '--datos', dir, '--salida', out])
    const page = readFileSync(join(out, 'informe.html'), 'utf8')
    expect(page).toContain('&lt;b&gt;ya&lt;/b&gt;')
    expect(page).not.toContain('<b>')
    expect(page).not.toMatch(/\bsrc=|href=|@import|url\(/)
    expect(readFileSync(join(out, 'informe.md'), 'utf8')).toContain('nunca sobre una respuesta inventada')
    expect(statSync(join(out, 'informe.md')).mode & 0o077).toBe(0)
  })

  test.each([
    ['escalar>+49%', 1],
    ['escalar>+50%', 0],
    ['escalar>+51%', 0],
    ['acuerdo<60%, lead>+1%', 0],
    ['acuerdo<67%', 1],
  ])('with the limit «%s» ends with %d', async (limit, expected) => {
    const dir = await had()
    const { code } = await type([
      'replay',
      'prompts',
      '--datos',
      dir,
      '--salida',
      join(dir, 'i'),
      '--fallar-si',
      limit,
    ])
    expect(code).toBe(expected)
  })

  test('sees that a version without a rule loses a tag', async () => {
    const dir = await had()
    const pack = ownPack()
    const tag = join(pack, 'tags/lead.md')
    writeFileSync(tag, readFileSync(tag, 'utf8').replace('  - dato: correo\n', ''))
    const out = join(dir, 'informe')
    await type(['replay', pack, '--datos', dir, '--salida', out])
    const text = readFileSync(join(out, 'informe.md'), 'utf8')
    expect(text).toContain('pierde Lead por rule:dato')
  })

  test.each([
    [['--modo', 'magia'], /puede ser reglas, grabado, vivo/],
    [['--fallar-si', 'escalar'], /ejemplo: escalar>\+5%/],
    [['--fallar-si', 'escalr>+5%'], /¿Quisiste decir «escalar»\?/],
    [['--version', 'abcd'], /no hay una versión «abcd»/],
    [['--modo', 'vivo'], /No hay un modelo configurado/],
  ])('refuses %p', async (words, because) => {
    const dir = await had()
    const { code, said: told } = await type(['replay', 'prompts', '--datos', dir, ...words])
    expect(told).toMatch(because)
    expect(code).toBe(2)
  })

  test('has nothing to say about a folder without a memory', async () => {
    const { code, said: told } = await type([
      'replay',
      'prompts',
      '--datos',
      mkdtempSync(join(tmpdir(), 'relevo-none-')),
    ])
    expect(told).toContain('no hay conversaciones')
    expect(code).toBe(2)
  })
})

describe('a replay with a model', () => {
  test('says which turns would need one that nobody recorded', async () => {
    const dir = await had()
    const out = join(dir, 'informe')
    const words = ['replay', ownPack(), '--datos', dir, '--salida', out, '--modo', 'grabado']
    const { code, said: told } = await type(words)
    expect(told).toMatch(/Turnos que necesitan modelo +2\b/)
    expect(code).toBe(0)
    const { totals } = JSON.parse(readFileSync(join(out, 'informe.json'), 'utf8'))
    // The customer who asks for a person needs no model.
    expect(totals).toMatchObject({ turns: 3, needModel: 2 })
    expect(totals.now.escalated).toBe(0.5)
  })

  test('asks it over what was really said, counts its tokens, and shows both answers', async () => {
    const dir = await had()
    const out = join(dir, 'informe')
    const fake = startFakeOpenAi({
      clock: systemClock,
      chat: ({ messages }) => ({
        text: messages.some(({ text }) => text.includes('Cuesta $390.'))
          ? 'Anotado.'
          : 'La mediana cuesta $420.',
        usage: { input: 900, output: 100 },
      }),
    })
    const environment = { OPENAI_BASE_URL: fake.url, OPENAI_MODEL: 'de-prueba' }
    const words = ['replay', 'prompts', '--datos', dir, '--salida', out, '--modo', 'vivo', '--precio', '2']
    const { code, said: told } = await type(words, { environment })
    await fake.stop()
    expect(code).toBe(0)
    expect(told).toContain('2000 (≈ US$0.0040)')
    const text = readFileSync(join(out, 'informe.md'), 'utf8')
    expect(text).toMatch(/decía: Cuesta \$390\.\n {2}- ahora: La mediana cuesta \$420\./)
    expect(text).toContain('ahora: Anotado.')
  })
})

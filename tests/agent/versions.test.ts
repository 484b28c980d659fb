// Does a turn ever see two versions of its pack? Editing, breaking and pinning while turns are under way, with and without a model.
import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLlmAgent } from '../../src/agent/llm-agent.ts'
import { createModels } from '../../src/agent/models.ts'
import type { AgentOptions } from '../../src/agent/open.ts'
import { startFakeOpenAi, type FakeOpenAiOptions } from '../../src/agent/rehearsal/fake-openai.ts'
import { systemClock } from '../../src/clock.ts'
import { createModelFetch } from '../../src/egress-fetch.ts'
import { ask, atTheEnd, openGrove, patience, treeText, until } from './grove.ts'
import { saying } from './llm-room.ts'
import { textsOf } from './turns.ts'

/** The house's model agent, asking a pretended model. */
function modelAt(chat: FakeOpenAiOptions['chat']): Pick<AgentOptions, 'withModel'> {
  const fake = startFakeOpenAi({ clock: systemClock, chat })
  atTheEnd(fake.stop)
  const fetch = createModelFetch({ clock: systemClock, bases: [fake.url], timeoutMs: patience })
  const openai = { apiKey: 'llave', baseUrl: fake.url, own: false }
  const settings = { openai, anthropic: null, google: null, ollama: null, model: 'modelo', fallback: null }
  return {
    withModel: (parts) =>
      createLlmAgent({
        ...parts,
        models: createModels(settings, fetch),
        readMedia: async () => null,
        toolGet: async () => ({ ok: false, because: 'none' }),
        clock: systemClock,
        budget: { contact: null, total: null },
        voice: null,
        moderation: null,
      }),
  }
}

setDefaultTimeout(60_000)

const trees = ['pino', 'cedro', 'fresno', 'olmo', 'sauce']

describe('while the pack is edited', () => {
  test('two hundred turns each keep to one version, whatever the model takes', async () => {
    const planted = new Map<string, string>()
    let number = 0
    const chat: FakeOpenAiOptions['chat'] = ({ messages }) => {
      const system = messages.find(({ role }) => role === 'system')?.text ?? ''
      const tree = /Árbol de hoy: (\w+)/.exec(system)?.[1] ?? 'ninguno'
      return { ...saying(`Somos del ${tree}.`), delayMs: 5 + (number++ % 7) * 15 }
    }
    const house = openGrove(modelAt(chat))
    const agentMd = readFileSync(join(house.dir, 'agent.md'), 'utf8')
    const edit = async (tree: string): Promise<void> => {
      const before = house.hash()
      writeFileSync(join(house.dir, 'agent.md'), `${agentMd}\nÁrbol de hoy: ${tree}\n`)
      await until(
        () => house.hash() !== before,
        () => house.clock.jump(200),
      )
      planted.set(house.hash(), tree)
    }
    await edit('roble')
    const turns: Promise<readonly [string, string]>[] = []
    let crossed = 0
    for (let turn = 0; turn < 200; turn++) {
      const begun = house.hash()
      const asked = ask(house, 'hola, de qué árbol son?').then((answer): readonly [string, string] => {
        expect(answer.by.prompt).toBe(begun)
        if (house.hash() !== begun) crossed++
        return [answer.by.prompt, textsOf(answer).join(' ')]
      })
      turns.push(asked)
      if (turn % 40 === 39) await edit(trees[(turn - 39) / 40] ?? '')
    }
    const answers = await Promise.all(turns)
    for (const [prompt, text] of answers) expect(text).toBe(`Somos del ${planted.get(prompt)}.`)
    expect(new Set(answers.map(([prompt]) => prompt)).size).toBe(5)
    expect(crossed).toBeGreaterThan(0)
  })

  test('a turn whose model fails is told so in the words of the version it began with', async () => {
    let asked = 0
    const house = openGrove(
      modelAt(() => {
        asked++
        return { status: 401, delayMs: asked === 1 ? 400 : 0 }
      }),
    )
    const first = await house.plant('pino')
    const answer = ask(house)
    await until(() => asked > 0)
    const second = await house.plant('cedro')
    const { by, bubbles } = await answer
    expect(by.prompt).toBe(first)
    expect(first).not.toBe(second)
    expect(JSON.stringify(bubbles)).not.toContain('cedro')
  })
})

describe('a broken save', () => {
  test('changes nothing for two hundred turns, is told once, and is gone when mended', async () => {
    const house = openGrove()
    const good = house.hash()
    house.save('---\nsin_dato: {{nombre}} no sabe\n---\n')
    await until(
      () => house.agent.describe().problems.length > 0,
      () => house.clock.jump(200),
    )
    const prompts = new Set<string>()
    for (let turn = 0; turn < 200; turn++) {
      const { by, bubbles } = await ask(house)
      prompts.add(by.prompt)
      expect(JSON.stringify(bubbles)).toContain('Nada sé del roble.')
      if (turn % 50 === 0) house.clock.jump(30_000)
    }
    expect([...prompts]).toEqual([good])
    expect(house.agent.describe()).toMatchObject({
      prompt: good,
      problems: [expect.stringContaining('messages/sistema.md:2:11: error: un texto que empieza con «{{»')],
    })
    expect(house.prompts.overview()).toMatchObject({ running: good, disk: null })
    expect(house.lines.filter((line) => line.includes('pack problem'))).toHaveLength(1)
    const mended = await house.plant('pino')
    expect(mended).not.toBe(good)
    expect(house.agent.describe().problems).toEqual([])
    expect(await house.says()).toBe('Nada sé del pino.')
  })
})

describe('a rollback', () => {
  test('takes effect at once when the house itself is asked, in the middle of two hundred turns', async () => {
    const house = openGrove()
    const first = house.hash()
    const second = await house.plant('pino')
    const seen: string[] = []
    for (let turn = 0; turn < 200; turn++) {
      if (turn === 70) expect(await house.prompts.pin(first)).toBe(true)
      if (turn === 140) await house.prompts.unpin()
      const { by, bubbles } = await ask(house)
      expect(JSON.stringify(bubbles)).toContain(by.prompt === first ? 'del roble' : 'del pino')
      seen.push(by.prompt)
    }
    expect(seen).toEqual([...Array(70).fill(second), ...Array(70).fill(first), ...Array(60).fill(second)])
  })

  test('by a command beside the house takes effect before a second has passed', async () => {
    const house = openGrove()
    const first = house.hash()
    const second = await house.plant('pino')
    const beside = house.beside()
    await beside.pin('prompts', first)
    house.clock.jump(999)
    await until(() => house.hash() === first)
    expect(house.prompts.overview()).toMatchObject({
      running: first,
      pinned: first,
      disk: second,
      source: 'rollback',
    })
    await beside.pin('prompts', null)
    house.clock.jump(999)
    await until(() => house.hash() === second)
    expect(house.prompts.overview()).toMatchObject({ pinned: null, source: 'disk' })
  })

  test('holds against edits, which wait for its end', async () => {
    const house = openGrove()
    const first = house.hash()
    await house.prompts.pin(first)
    house.save(treeText('cedro'))
    await until(
      () => house.prompts.overview().disk !== first,
      () => house.clock.jump(200),
    )
    expect(await house.says()).toBe('Nada sé del roble.')
    await house.prompts.unpin()
    expect(await house.says()).toBe('Nada sé del cedro.')
  })
})

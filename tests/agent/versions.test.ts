// Does a turn ever see two versions of its pack? Editing, breaking and pinning while turns are under way, with and without a model.
import { afterEach, describe, expect, test } from 'bun:test'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer } from '../../src/events.ts'
import { createLlmAgent } from '../../src/agent/llm-agent.ts'
import { createModels } from '../../src/agent/models.ts'
import { openAgent, type AgentOptions, type OpenedAgent } from '../../src/agent/open.ts'
import { startFakeOpenAi, type FakeOpenAiOptions } from '../../src/agent/rehearsal/fake-openai.ts'
import { systemClock } from '../../src/clock.ts'
import { createModelFetch } from '../../src/egress-fetch.ts'
import { createJumpClock } from '../support/jump-clock.ts'
import { opener } from '../support/memory.ts'
import { packWith, saying } from './llm-room.ts'
import { noon, textsOf, turnOf } from './turns.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const patience = 20_000

async function until(holds: () => boolean, meanwhile: () => void = () => {}): Promise<void> {
  for (const since = systemClock.mono(); !holds();) {
    if (systemClock.mono() - since > patience) throw new Error('it never came to that')
    meanwhile()
    await systemClock.wait(2)
  }
}

/** A pack on disk whose every version bears the name of a tree, in its instructions and in what is said without a model. */
function open(more: Partial<AgentOptions> = {}) {
  const copy = packWith({ 'messages/sistema.md': '---\nsin_dato: "Nada sé del roble."\n---\n' })
  closers.push(copy.remove)
  const store = opener(':memory:')()
  closers.push(store.close)
  const clock = createJumpClock()
  const { versions } = store
  const opened = openAgent({
    ...{ packDir: copy.dir, baseDir: 'prompts/base', engine: '0.1.0', clock, versions },
    ...more,
  })
  const closing = new AbortController()
  const running = opened.run(closing.signal)
  closers.push(async () => {
    closing.abort()
    await running
  })
  const path = join(copy.dir, 'messages/sistema.md')
  return {
    ...{ ...opened, clock, versions, dir: copy.dir },
    hash: () => opened.prompts.overview().running,
    save: (text: string) => writeFileSync(path, text),
    /** Saves a version and waits until it answers. */
    plant: async (tree: string): Promise<string> => {
      const before = opened.prompts.overview().running
      writeFileSync(path, treeText(tree))
      await until(
        () => opened.prompts.overview().running !== before,
        () => clock.jump(200),
      )
      return opened.prompts.overview().running
    },
  }
}

function treeText(tree: string): string {
  return `---\nsin_dato: "Nada sé del ${tree}."\nfalla_tecnica: "Fallo del ${tree}."\n---\n`
}

function ask(opened: Pick<OpenedAgent, 'agent'>, text = 'venden bicicletas?'): Promise<Answer> {
  return opened.agent.answer(
    turnOf([`cliente: ${text}`], { turns: 1, now: noon }),
    AbortSignal.timeout(patience),
  )
}

/** The house's model agent, asking a pretended model. */
function modelAt(chat: FakeOpenAiOptions['chat']): Pick<AgentOptions, 'withModel'> {
  const fake = startFakeOpenAi({ clock: systemClock, chat })
  closers.push(fake.stop)
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

const trees = ['pino', 'cedro', 'fresno', 'olmo', 'sauce', 'haya', 'tilo', 'encino']

describe('while the pack is edited', () => {
  test('two hundred turns each keep to one version, whatever the model takes', async () => {
    const planted = new Map<string, string>()
    let number = 0
    const chat: FakeOpenAiOptions['chat'] = ({ messages }) => {
      const system = messages.find(({ role }) => role === 'system')?.text ?? ''
      const tree = /Árbol de hoy: (\w+)/.exec(system)?.[1] ?? 'ninguno'
      return { ...saying(`Somos del ${tree}.`), delayMs: 5 + (number++ % 7) * 15 }
    }
    const house = open(modelAt(chat))
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
      if (turn % 25 === 24) await edit(trees[(turn - 24) / 25] ?? '')
    }
    const answers = await Promise.all(turns)
    for (const [prompt, text] of answers) expect(text).toBe(`Somos del ${planted.get(prompt)}.`)
    expect(new Set(answers.map(([prompt]) => prompt)).size).toBe(8)
    expect(crossed).toBeGreaterThan(0)
  })

  test('a turn whose model fails is told so in the words of the version it began with', async () => {
    let asked = 0
    const house = open(
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

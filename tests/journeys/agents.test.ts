// Do several agents share one house? Each account is served by its own folder, with its own versions, pins and mistakes.
import { afterAll, describe, expect, test } from 'bun:test'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChannelName } from '../../src/model.ts'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { slugFor } from '../../src/config-agents.ts'
import { HouseError } from '../../src/errors.ts'
import { openPacks, type OpenedPacks } from '../../src/house-pack.ts'
import { createLog } from '../../src/log.ts'
import { textsOf, turnOf } from '../agent/turns.ts'
import { opener } from '../support/memory.ts'

const configOf = (agents: string, promptsDir = './prompts') =>
  readConfig({ PROMPTS_AGENTS: agents, PROMPTS_DIR: promptsDir }, null)

describe('the configuration', () => {
  test.each([
    ['', 'whatsapp', '1', ''],
    ['norte', 'whatsapp', '1', 'norte'],
    ['*=norte, web=sur', 'web', 'sitio', 'sur'],
    ['*=norte, web=sur', 'whatsapp', '1', 'norte'],
    ['whatsapp/1=centro, *=norte, whatsapp=sur', 'whatsapp', '1', 'centro'],
    ['whatsapp/1=centro, *=norte, whatsapp=sur', 'whatsapp', '2', 'sur'],
    ['whatsapp/1=centro, *=norte, whatsapp=sur', 'messenger', '1', 'norte'],
  ] as const)('%p gives %s of %s to %p', (agents, channel, account, slug) => {
    expect(slugFor(configOf(agents).agents, channel, account)).toBe(slug)
  })

  test.each([
    ['web=sur', 'falta «*=…», quién atiende a los demás'],
    ['*=norte, *=sur', '«*» aparece dos veces'],
    ['*=norte, fax=sur', 'no entiendo «fax=sur»'],
    ['*=Casa Lumbre', 'no entiendo «*=Casa Lumbre»'],
    ['*/1=norte', 'no entiendo «*/1=norte»'],
    ['*=../fuera', 'no entiendo «*=../fuera»'],
  ])('%p is refused', (agents, because) => {
    expect(() => configOf(agents)).toThrow(because)
  })
})

describe('two agents in one house', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-agents-'))
  const store = opener(':memory:')()
  const logged: string[] = []
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const system = (slug: string): string => join(folder, slug, 'messages/sistema.md')
  for (const slug of ['norte', 'sur']) {
    cpSync('prompts', join(folder, slug), { recursive: true, filter: (path) => !/README|base/.test(path) })
    writeFileSync(system(slug), `---\nsin_dato: "Nada sé en el ${slug}."\n---\n`)
  }
  const open = (agents: string): OpenedPacks =>
    openPacks(configOf(agents, folder), {
      ...{ clock: systemClock, versions: store.versions, inside: 'prompts', engine: '0.1.0' },
      log: createLog({ level: 'info', write: (line) => logged.push(line) }),
    })
  const says = async ({ agent }: OpenedPacks, channel: ChannelName): Promise<string> => {
    const turn = turnOf(['cliente: venden bicicletas?'], { turns: 1, channel })
    return textsOf(await agent.answer(turn, AbortSignal.timeout(5_000))).join(' ')
  }

  test('each answers its own accounts, and both are told of in one breath', async () => {
    const packs = open('*=norte, web=sur')
    expect(await says(packs, 'whatsapp')).toBe('Nada sé en el norte.')
    expect(await says(packs, 'web')).toBe('Nada sé en el sur.')
    const [norte, sur] = packs.prompts.map((one) => one.overview())
    expect([norte?.pack, sur?.pack]).toEqual(['norte', 'sur'])
    expect(packs.agent.describe()).toMatchObject({
      model: 'ninguno',
      prompt: `norte ${norte?.running}, sur ${sur?.running}`,
      problems: [],
    })
  })

  test('one may be pinned, written or broken without the other', async () => {
    const packs = open('*=norte, web=sur')
    const [norte, sur] = packs.prompts
    const first = sur?.overview().running ?? ''
    expect(sur?.write('messages/sistema.md', '---\nsin_dato: "Otra cosa."\n---\n')).toEqual({ ok: true })
    expect([await says(packs, 'whatsapp'), await says(packs, 'web')]).toEqual([
      'Nada sé en el norte.',
      'Otra cosa.',
    ])
    expect(await sur?.pin(first)).toBe(true)
    expect(await norte?.pin(first)).toBe(false)
    expect(await says(packs, 'web')).toBe('Nada sé en el sur.')
    await sur?.unpin()
    writeFileSync(system('norte'), 'rota')
    const refused = sur?.write('messages/sistema.md', 'rota')
    expect(refused).toMatchObject({ ok: false, problems: [{ file: 'messages/sistema.md' }] })
    expect(sur?.write('messages/sistema.md', '---\nsin_dato: "Bien."\n---\n')).toEqual({ ok: true })
    expect(await says(packs, 'web')).toBe('Bien.')
    const again = open('*=norte, web=sur')
    expect(await says(again, 'whatsapp')).toBe('Nada sé en el norte.')
    expect(again.agent.describe().problems).toEqual([
      expect.stringContaining('norte/messages/sistema.md:1:1: error:'),
    ])
  })

  test('a folder that stands alone needs no configuration', () => {
    const alone = join(folder, 'casa')
    cpSync(join(folder, 'sur'), join(alone, 'sur'), { recursive: true })
    const packs = openPacks(configOf('', alone), {
      ...{ clock: systemClock, versions: store.versions, inside: 'prompts', engine: '0.1.0' },
      log: createLog({ level: 'silent' }),
    })
    expect(packs.prompts.map(({ pack }) => pack)).toEqual(['sur'])
    expect(packs.prompts[0]?.read('agent.md')?.text).toStartWith('---')
    rmSync(alone, { recursive: true })
  })

  test.each([
    ['', 'hay varios agentes (norte, sur): PROMPTS_AGENTS dice cuál atiende'],
    ['oeste', 'no existe oeste/agent.md'],
  ])('with %p for a configuration it does not open', (agents, because) => {
    expect(() => open(agents)).toThrow(because)
    expect(() => open(agents)).toThrow(HouseError)
  })
})

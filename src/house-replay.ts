// What would another version have answered to the conversations that were had? `prompts replay`: read beside a running house,
// answered with every effect off, told as Markdown, as a page and as JSON.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from './agent/desk.ts'
import type { Pack } from './agent/pack.ts'
import type { Kinds } from './agent/rehearsal/difference.ts'
import type { Again, ReplayedConversation } from './agent/rehearsal/replay.ts'
import type { Replayed } from './agent/rehearsal/replay-report.ts'
import type { Answer } from './events.ts'
import type { Errand } from './house-errand.ts'
import { openBase } from './agent/base.ts'
import { createDesk } from './agent/desk.ts'
import { openLexicons } from './agent/floor/lexicon.ts'
import { readDisk, revive } from './agent/library-disk.ts'
import { diskName, resolveHash } from './agent/library-prompts.ts'
import { packName } from './agent/library.ts'
import { createNoModelAgent } from './agent/no-model.ts'
import { differenceOf, totalsOf } from './agent/rehearsal/difference.ts'
import { replay } from './agent/rehearsal/replay.ts'
import { pageOf } from './agent/rehearsal/replay-page.ts'
import { jsonOf, markdownOf, rowsOf } from './agent/rehearsal/replay-report.ts'
import { readThresholds, type Threshold } from './agent/rehearsal/thresholds.ts'
import { asset, version as engine } from './house.ts'
import { castFor } from './house-cast.ts'
import { traits } from './house-channels.ts'
import { wrong } from './house-words.ts'
import { openRecorded } from './store/sqlite/recorded.ts'
import { openVersions } from './store/sqlite/versions.ts'

const modes = ['reglas', 'grabado', 'vivo'] as const
type Mode = (typeof modes)[number]

const usualLast = 200

export async function runReplay(errand: Errand): Promise<number> {
  const { asked, terminal, closing } = errand
  const mode = modes.find((one) => one === (asked.text('modo') ?? 'reglas'))
  if (mode === undefined) throw wrong(`«--modo ${asked.text('modo') ?? ''}»: puede ser ${modes.join(', ')}`)
  const thresholds = thresholdsOf(errand)
  const price = priceOf(errand)
  const path = join(asked.text('datos') ?? errand.config().dataDir, 'app.db')
  if (!existsSync(path)) throw wrong(`no hay conversaciones: ${path} no existe`)
  const pack = await packOf(errand, path)
  const { ask, close } = askerFor(errand, pack, mode)
  const conversations: ReplayedConversation[] = []
  const recorded = openRecorded(path)
  try {
    for (const one of recorded.conversations(asked.count('ultimas') ?? usualLast)) {
      if (closing.aborted) break
      conversations.push(await replay(one, { ask, traits }))
    }
  } finally {
    recorded.close()
    await close()
  }
  const replayed = judged(conversations, pack, { mode, price, thresholds })
  const folder = write(asked.text('salida') ?? `repeticion-${pack.version}`, replayed)
  for (const [name, before, now] of rowsOf(replayed))
    terminal.say(`${name.padEnd(34)} ${before.padStart(18)} ${now.padStart(18)}`)
  for (const text of replayed.broken) terminal.complain(`límite pasado: ${text}`)
  terminal.say(`${folder}: informe.md, informe.html, informe.json (llevan lo que escribieron tus clientes)`)
  return replayed.broken.length > 0 ? 1 : 0
}

function judged(
  conversations: readonly ReplayedConversation[],
  pack: Pack,
  how: { readonly mode: Mode; readonly price: number | null; readonly thresholds: readonly Threshold[] },
): Replayed {
  const kinds = kindsOf(pack)
  const all = conversations.map((one) => differenceOf(one, kinds))
  const totals = totalsOf(all, kinds)
  return {
    version: pack.version,
    mode: how.mode,
    zone: pack.agent.zone,
    totals,
    differences: all.filter(({ weight }) => weight > 0).sort((left, right) => right.weight - left.weight),
    price: how.price,
    broken: how.thresholds.filter((one) => !one.passes(totals)).map(({ text }) => text),
  }
}

function kindsOf({ tags }: Pack): Kinds {
  const named = (names: readonly string[], builtIn: string): readonly string[] => [
    ...new Set([...names, builtIn]),
  ]
  return {
    escalates: named(
      tags.filter(({ silence }) => silence).map(({ name }) => name),
      'Escalar',
    ),
    leads: named(
      tags.filter(({ push }) => push).map(({ name }) => name),
      'Lead',
    ),
  }
}

/** The files on disk, or a version that was kept. Throws HouseError `bad-request` when it cannot be used. */
async function packOf({ asked, dir }: Errand, path: string): Promise<Pack> {
  const base = openBase(asset('prompts/base'))
  const slug = asked.text('agente') ?? ''
  const name = asked.text('version') ?? diskName
  if (name === diskName) {
    const { pack } = readDisk(dir, slug, base)
    if (pack === null) throw wrong('los archivos en disco tienen errores: relevo prompts lint los enumera')
    return pack
  }
  const versions = openVersions(path, asset('src/store/sqlite/migrations'))
  try {
    const hash = await resolveHash(name, packName(slug), versions)
    const files = hash === null ? null : await versions.read(packName(slug), hash)
    const pack = hash === null || files === null ? null : revive(hash, files, base)
    if (pack !== null) return pack
    throw wrong(`no hay una versión «${name}» que se pueda usar; «relevo prompts versions» las enumera`)
  } finally {
    versions.close()
  }
}

function askerFor(errand: Errand, pack: Pack, mode: Mode): Pick<Again, 'ask'> & { close(): Promise<void> } {
  const { asked, config, dir, closing } = errand
  if (mode === 'reglas') {
    const desk = createDesk(pack, openLexicons(join(asset('prompts/base'), 'lexicon')))
    return { ask: byRules(desk, closing), close: async () => {} }
  }
  const cast = castFor({ pack, mode, config, folder: join(dir, asked.text('agente') ?? ''), closing })
  const agent = cast.agent()
  return {
    ask: async (turn) => {
      const answer = await agent.answer(turn, closing)
      return { answer: cast.complaints().length > 0 ? null : answer, comparesWords: true }
    },
    close: cast.close,
  }
}

/** Without a model: the whole answer where none was asked then either, and otherwise what the floor alone can tell. */
function byRules(desk: Desk, closing: AbortSignal): Again['ask'] {
  const agent = createNoModelAgent({ desk: () => desk, problems: () => [], engine })
  return async (turn, recordedModel) => {
    if (recordedModel === 'ninguno') return { answer: await agent.answer(turn, closing), comparesWords: true }
    const { findings, data } = desk.floor.read(turn)
    const answer: Answer = {
      by: { prompt: desk.pack.version, engine, model: 'reglas' },
      bubbles: [],
      ...{ findings, data, rejected: [], noAnswer: false },
      usage: { requests: 0, inputTokens: 0, outputTokens: 0 },
    }
    return { answer, comparesWords: false }
  }
}

function thresholdsOf({ asked }: Errand): readonly Threshold[] {
  const text = asked.text('fallar-si')
  const read = text === null ? [] : readThresholds(text)
  if (typeof read === 'string') throw wrong(`--fallar-si: ${read}`)
  return read
}

function priceOf({ asked }: Errand): number | null {
  const text = asked.text('precio')
  if (text === null) return null
  if (!/^\d+(\.\d+)?$/.test(text)) throw wrong(`«--precio ${text}» espera dólares por millón de tokens`)
  return Number(text)
}

/** Customers' words: for the owner's eyes. */
function write(folder: string, replayed: Replayed): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = {
    'informe.md': markdownOf(replayed),
    'informe.html': pageOf(replayed),
    'informe.json': jsonOf(replayed),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 })
  return folder
}

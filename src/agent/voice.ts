// What does a voice note say? The openai SDK hears it once; the words come back with the answer and are the customer's own text.
import type OpenAI from 'openai'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { MessageId } from '../model.ts'
import type { Turn, TurnMessage } from './agent.ts'
import type { Meter } from './meter.ts'
import type { Pack } from './pack.ts'
import type { MediaBytes, ModelFetch, ReadMedia } from './ports.ts'
import { SECOND } from '../clock.ts'
import { readFailure } from './model-failure.ts'

export interface VoiceSettings {
  readonly apiKey: string | null
  readonly baseUrl: string
  /** Such as `gpt-4o-mini-transcribe` or `whisper-1`. */
  readonly model: string
}

export interface Voice {
  /** The words of each voice note of the burst that could be heard. Never throws but for the signal. */
  hear(turn: Turn, pack: Pack, meter: Meter, signal: AbortSignal): Promise<ReadonlyMap<MessageId, string>>
}

export interface VoiceParts {
  readonly settings: VoiceSettings
  readonly fetch: ModelFetch
  readonly readMedia: ReadMedia
  readonly clock: Clock
  readonly log?: Log
}

const mostNotes = 3
const mostBytes = 25 * 2 ** 20
/** For all notes of a turn: somebody waits. */
const patienceMs = 20 * SECOND
const longestPrompt = 700

export function createVoice(parts: VoiceParts): Voice {
  const { settings, clock, fetch } = parts
  let opened: Promise<OpenAI> | null = null
  const client = (): Promise<OpenAI> => (opened ??= openClient(settings, fetch))
  return {
    async hear(turn, pack, meter, signal) {
      const notes = turn.burst.filter(isUnheard).slice(-mostNotes)
      if (notes.length === 0) return new Map()
      const over = new AbortController()
      const done = new AbortController()
      const inTime = AbortSignal.any([signal, over.signal])
      void clock.wait(patienceMs, done.signal).then(() => over.abort())
      const heard = await Promise.all(notes.map((note) => hearOne(parts, client, note, pack, meter, inTime)))
      done.abort()
      signal.throwIfAborted()
      return new Map(heard.filter((one) => one !== null))
    },
  }
}

export function isUnheard({ author, body }: TurnMessage): boolean {
  return (
    author === 'contact' &&
    body.kind === 'media' &&
    body.media === 'audio' &&
    body.transcript === undefined &&
    body.lost === undefined
  )
}

async function hearOne(
  { settings, readMedia, clock, log }: VoiceParts,
  client: () => Promise<OpenAI>,
  { id }: TurnMessage,
  pack: Pack,
  meter: Meter,
  signal: AbortSignal,
): Promise<readonly [MessageId, string] | null> {
  const { model } = settings
  let since = clock.mono()
  try {
    const media = await readMedia(id, signal)
    if (media === null || media.bytes.byteLength > mostBytes || signal.aborted) return null
    const { toFile } = await import('openai')
    const api = await client()
    const file = await toFile(media.bytes, nameOf(media), { type: plainType(media.mime) })
    since = clock.mono()
    const said = await api.audio.transcriptions.create({ file, model, ...hints(pack) }, { signal })
    meter.calls.push({ model, outcome: 'ok', ms: clock.mono() - since })
    const { usage } = said
    if (usage?.type === 'tokens') meter.add({ input: usage.input_tokens, output: usage.output_tokens })
    const text = said.text.trim()
    return text === '' ? null : [id, text]
  } catch (error) {
    const { outcome, status } = readFailure(error, clock.now())
    const ms = clock.mono() - since
    meter.calls.push({ model, outcome, ms })
    log?.modelFailed(model, 1, outcome, status, ms)
    return null
  }
}

async function openClient({ apiKey, baseUrl }: VoiceSettings, fetch: ModelFetch): Promise<OpenAI> {
  const { default: Client } = await import('openai')
  return new Client({ apiKey: apiKey ?? 'none', baseURL: baseUrl, fetch, maxRetries: 1, timeout: 15_000 })
}

/** Names are heard better when they are expected. A language is named only where there is one. */
function hints({ agent, documents }: Pack): { readonly prompt: string; readonly language?: string } {
  const names = documents.filter(({ state }) => state === 'activo').flatMap(({ passages }) => passages)
  const titles = [...new Set(names.map(({ title }) => title))].join(', ')
  const prompt = `${agent.business}, ${agent.name}. ${titles}`.slice(0, longestPrompt)
  const [language, ...more] = agent.languages
  return language === undefined || more.length > 0 ? { prompt } : { prompt, language: language.slice(0, 2) }
}

const endings: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/mp4': 'm4a',
  'audio/m4a': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'm4a',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/webm': 'webm',
  'video/mp4': 'mp4',
}

/** Servers tell the format by the name. */
function nameOf({ mime, filename }: MediaBytes): string {
  const ending = endings[plainType(mime)] ?? /\.([a-z0-9]{2,4})$/i.exec(filename)?.[1] ?? 'ogg'
  return `nota.${ending}`
}

function plainType(mime: string): string {
  return (mime.split(';')[0] ?? '').trim().toLowerCase()
}

// Which models may be asked, and how is one opened? Names are `provider:model`, or plain for the OpenAI-compatible server; their
// libraries are loaded when the first turn needs them, by imports that a compiler can follow.
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { Pack } from './pack.ts'
import type { ModelCheck } from './agent.ts'
import type { ModelFetch } from './ports.ts'
import type { ModelSettings, Provider } from './provider.ts'
import { compatible } from './compatible.ts'
import { checkModel } from './connection.ts'
import { providerOf } from './provider.ts'

/** What the agent does with an opened model: bound, asked, looped. */
export type ChatModel = BaseChatModel

export interface Models {
  /** Who answers for this pack, best first; at least one. */
  namesFor(pack: Pack): readonly string[]
  /** What a pack asks for and this installation has no key for, ready to be shown. */
  problemsOf(pack: Pack): readonly string[]
  /** `signal` is this turn's: a few libraries must be opened with it. Throws when the library does. */
  open(name: string, temperature: number, signal: AbortSignal): Promise<ChatModel>
  /** Can it look at pictures? */
  sees(name: string): boolean
  /** Asks the server of each for its list. */
  check(names: readonly string[], signal: AbortSignal): Promise<readonly ModelCheck[]>
}

const variables: Readonly<Record<Provider, string>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GOOGLE_API_KEY',
  ollama: 'OLLAMA_BASE_URL',
}
/** One place retries: `resilient.ts`. */
const once = { maxRetries: 0 } as const
const timeout = 15_000
const maxTokens = 1_024
/** These take no temperature. */
const reasoning = /^(o\d|gpt-[5-9](?!.*chat))/
const seeing =
  /gpt-4o|gpt-4\.1|gpt-[5-9]|^o[134]|claude|gemini|llava|vision|[-_:]?vl\b|pixtral|gemma-?3|llama-?4|minicpm-v|moondream/i

export function createModels(settings: ModelSettings, fetch: ModelFetch): Models {
  const opened = new Map<string, Promise<ChatModel>>()
  const has = (name: string): boolean => settings[providerOf(name).provider] !== null
  return {
    namesFor({ agent }) {
      const wanted = [agent.model, settings.model, agent.fallback ?? settings.fallback]
      const usable = wanted.filter((name) => name !== null).filter(has)
      const first = usable[0] ?? settings.model
      const spare = [agent.fallback, settings.fallback].find(
        (name) => name !== null && name !== first && has(name),
      )
      return spare === undefined || spare === null ? [first] : [first, spare]
    },
    problemsOf({ agent }) {
      return [agent.model, agent.fallback].flatMap((name) => {
        if (name === null || has(name)) return []
        const missing = variables[providerOf(name).provider]
        return [`agent.md pide el modelo «${name}», que necesita ${missing}; responde ${settings.model}`]
      })
    },
    open(name, temperature, signal) {
      const { provider, model } = providerOf(name)
      if (provider === 'ollama') return openOllama(settings, { model, temperature }, abortedBy(fetch, signal))
      const key = `${name}\n${temperature}`
      const known = opened.get(key) ?? load(settings, provider, { model, temperature }, fetch)
      opened.set(key, known)
      // A library that could not be loaded is tried again by the next turn.
      known.catch(() => opened.delete(key))
      return known
    },
    sees: (name) => seeing.test(providerOf(name).model),
    check: (names, signal) => Promise.all(names.map((name) => checkModel(name, settings, fetch, signal))),
  }
}

interface Wanted {
  readonly model: string
  readonly temperature: number
}

async function load(
  settings: ModelSettings,
  provider: Exclude<Provider, 'ollama'>,
  wanted: Wanted,
  fetch: ModelFetch,
): Promise<ChatModel> {
  switch (provider) {
    case 'openai': {
      if (settings.openai === null) throw new Error('openai is not configured')
      const { apiKey, baseUrl, own } = settings.openai
      return openCompletions(wanted, { apiKey: apiKey ?? 'none', baseUrl, own }, fetch)
    }
    case 'google': {
      if (settings.google === null) throw new Error('google is not configured')
      return openCompletions(wanted, { ...settings.google, own: false }, fetch)
    }
    case 'anthropic': {
      if (settings.anthropic === null) throw new Error('anthropic is not configured')
      const { ChatAnthropic } = await import('@langchain/anthropic')
      const { apiKey, baseUrl } = settings.anthropic
      const clientOptions = { fetch, timeout }
      return new ChatAnthropic({
        ...wanted,
        ...once,
        apiKey,
        anthropicApiUrl: baseUrl,
        clientOptions,
        maxTokens,
      })
    }
  }
}

/** Chat completions and nothing else: the library's other face posts to `/v1/responses`, which few servers know. */
async function openCompletions(
  { model, temperature }: Wanted,
  server: { readonly apiKey: string; readonly baseUrl: string; readonly own: boolean },
  fetch: ModelFetch,
): Promise<ChatModel> {
  const { ChatOpenAICompletions } = await import('@langchain/openai')
  const { apiKey, baseUrl, own } = server
  const warmth = own && reasoning.test(model) ? {} : { temperature, maxTokens }
  const configuration = { baseURL: baseUrl, fetch: own ? fetch : compatible(fetch) }
  return new ChatOpenAICompletions({ model, apiKey, configuration, timeout, ...warmth, ...once })
}

/** Opened for each turn: its own way of aborting would end every other turn's request too. */
async function openOllama(settings: ModelSettings, wanted: Wanted, fetch: ModelFetch): Promise<ChatModel> {
  if (settings.ollama === null) throw new Error('ollama is not configured')
  const { ChatOllama } = await import('@langchain/ollama')
  const { baseUrl } = settings.ollama
  return new ChatOllama({
    ...wanted,
    ...once,
    baseUrl,
    fetch: asFetch(fetch),
    numCtx: 8_192,
    numPredict: maxTokens,
  })
}

function abortedBy(fetch: ModelFetch, signal: AbortSignal): ModelFetch {
  return (input, init) => {
    const given = init?.signal
    return fetch(input, { ...init, signal: given ? AbortSignal.any([given, signal]) : signal })
  }
}

/** Bun's `fetch` has one member more than a function. */
function asFetch(fetch: ModelFetch): typeof globalThis.fetch {
  return Object.assign(fetch, { preconnect: () => undefined })
}

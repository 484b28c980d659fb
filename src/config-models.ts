// Which models may answer, and how much may they cost? The part of the environment that is about language models; none is a choice too.
import { z } from 'zod'

export interface ModelsConfig {
  /** OpenAI itself when `own`; otherwise a server that speaks like it. */
  readonly openai: { readonly apiKey: string | null; readonly baseUrl: string; readonly own: boolean } | null
  readonly anthropic: { readonly apiKey: string; readonly baseUrl: string } | null
  readonly google: { readonly apiKey: string; readonly baseUrl: string } | null
  readonly ollama: { readonly baseUrl: string } | null
  /** `provider:model`, or a plain name for `openai`. */
  readonly model: string
  readonly fallback: string | null
  /** Null: voice notes are not heard. */
  readonly transcribe: string | null
  /** Null: replies are not moderated. */
  readonly moderation: string | null
  /** Tokens a day; null is no limit. */
  readonly budget: { readonly contact: number | null; readonly total: number | null }
}

const url = z.url({ protocol: /^https?$/, error: 'debe ser una dirección http o https' })

/** Names and checks, as `config.ts` mixes them into its own. */
export const modelVariables = {
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: url.optional(),
  OPENAI_MODEL: z.string().optional(),
  OPENAI_FALLBACK_MODEL: z.string().optional(),
  OPENAI_TRANSCRIBE_MODEL: z.string().optional(),
  OPENAI_MODERATION_MODEL: z.string().optional(),
  AGENT_DAILY_TOKENS: z
    .string()
    .regex(/^\d+(\s*,\s*\d+)?$/, 'debe ser un número de fichas al día, o «por contacto,total»')
    .optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  GOOGLE_API_KEY: z.string().optional(),
  OLLAMA_BASE_URL: url.optional(),
}

const values = z.object(modelVariables)
type Values = z.infer<typeof values>

const openAi = 'https://api.openai.com/v1'
const anthropic = 'https://api.anthropic.com'
/** Google's models behind OpenAI's protocol: its own library calls out by itself, past the one fetch that is allowed. */
const google = 'https://generativelanguage.googleapis.com/v1beta/openai'

/** Null when no provider is configured: the agent then answers without a model. */
export function modelsOf(given: Values): ModelsConfig | null {
  const model = given.OPENAI_MODEL ?? defaultModel(given)
  if (model === null || !hasProvider(given)) return null
  const openai = openAiOf(given)
  const hears = openai !== null && openai.own ? 'gpt-4o-mini-transcribe' : null
  return {
    openai,
    anthropic:
      given.ANTHROPIC_API_KEY === undefined ? null : { apiKey: given.ANTHROPIC_API_KEY, baseUrl: anthropic },
    google: given.GOOGLE_API_KEY === undefined ? null : { apiKey: given.GOOGLE_API_KEY, baseUrl: google },
    ollama: given.OLLAMA_BASE_URL === undefined ? null : { baseUrl: bare(given.OLLAMA_BASE_URL) },
    model,
    fallback: given.OPENAI_FALLBACK_MODEL ?? null,
    transcribe: given.OPENAI_TRANSCRIBE_MODEL ?? hears,
    moderation: given.OPENAI_MODERATION_MODEL ?? null,
    budget: budgetOf(given.AGENT_DAILY_TOKENS),
  }
}

/** Half a configuration is a mistake, none is a choice. */
export function modelProblems(given: Values): readonly string[] {
  const problems: string[] = []
  for (const name of ['OPENAI_MODEL', 'OPENAI_FALLBACK_MODEL'] as const) {
    const missing = missingFor(given, given[name])
    if (missing !== null) problems.push(`${name}: «${given[name]}» necesita ${missing}`)
  }
  for (const name of ['OPENAI_TRANSCRIBE_MODEL', 'OPENAI_MODERATION_MODEL'] as const) {
    if (given[name] !== undefined && openAiOf(given) === null)
      problems.push(`${name}: necesita ${openAiNames}`)
  }
  if (hasProvider(given) && given.OPENAI_MODEL === undefined && defaultModel(given) === null) {
    problems.push('OPENAI_MODEL: falta; con OLLAMA_BASE_URL hay que decir cuál (ejemplo: ollama:qwen3)')
  }
  return problems
}

const openAiNames = 'OPENAI_API_KEY u OPENAI_BASE_URL'

function missingFor(given: Values, model: string | undefined): string | null {
  if (model === undefined) return null
  if (model.startsWith('anthropic:'))
    return given.ANTHROPIC_API_KEY === undefined ? 'ANTHROPIC_API_KEY' : null
  if (model.startsWith('google:')) return given.GOOGLE_API_KEY === undefined ? 'GOOGLE_API_KEY' : null
  if (model.startsWith('ollama:')) return given.OLLAMA_BASE_URL === undefined ? 'OLLAMA_BASE_URL' : null
  return openAiOf(given) === null ? openAiNames : null
}

function hasProvider(given: Values): boolean {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, ANTHROPIC_API_KEY, GOOGLE_API_KEY, OLLAMA_BASE_URL } = given
  return [OPENAI_API_KEY, OPENAI_BASE_URL, ANTHROPIC_API_KEY, GOOGLE_API_KEY, OLLAMA_BASE_URL].some(
    (one) => one !== undefined,
  )
}

function defaultModel(given: Values): string | null {
  if (openAiOf(given) !== null) return 'gpt-4.1-mini'
  if (given.ANTHROPIC_API_KEY !== undefined) return 'anthropic:claude-haiku-4-5'
  return given.GOOGLE_API_KEY === undefined ? null : 'google:gemini-2.5-flash'
}

function openAiOf({ OPENAI_API_KEY, OPENAI_BASE_URL }: Values): ModelsConfig['openai'] {
  if (OPENAI_API_KEY === undefined && OPENAI_BASE_URL === undefined) return null
  const baseUrl = bare(OPENAI_BASE_URL ?? openAi)
  return { apiKey: OPENAI_API_KEY ?? null, baseUrl, own: new URL(baseUrl).host === 'api.openai.com' }
}

function budgetOf(text: string | undefined): ModelsConfig['budget'] {
  const [first = null, second = null] = (text ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number)
  return second === null ? { contact: null, total: first } : { contact: first, total: second }
}

function bare(base: string): string {
  return base.replace(/\/+$/, '')
}

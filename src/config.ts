// What did the environment ask for? Read once, checked whole: every problem is reported at once, in Spanish, before anything listens.
import { z } from 'zod'
import { HouseError } from './errors.ts'
import { agentRules, type AgentRule } from './config-agents.ts'
import { accountsFile, type AccountsFile } from './config-accounts.ts'
import { modelProblems, modelsOf, modelVariables, type ModelsConfig } from './config-models.ts'

export interface MetaAccount {
  /** Phone number id, Page id or Instagram professional account id. */
  readonly id: string
  readonly token: string
  /** Instagram only: which product issued the token. */
  readonly login?: 'facebook' | 'instagram'
}

export interface Config {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly promptsDir: string
  /** Who serves which account; none: the pack at the top of the folder. */
  readonly agents: readonly AgentRule[]
  readonly publicUrl: string | null
  readonly logLevel: string
  readonly apiKey: string | null
  readonly meta: {
    readonly appId: string | null
    readonly appSecrets: readonly string[]
    readonly verifyToken: string
    readonly graphUrl: string
    readonly graphVersion: string
  }
  readonly whatsapp: readonly MetaAccount[]
  readonly messenger: readonly MetaAccount[]
  readonly instagram: readonly MetaAccount[]
  readonly instagramUrl: string
  readonly instagramSecrets: readonly string[]
  readonly webOrigins: readonly string[]
  /** Null: the agent answers without a model. */
  readonly models: ModelsConfig | null
}

export const defaultPromptsDir = './prompts'

type Environment = Readonly<Record<string, string | undefined>>

const url = z.url({ protocol: /^https?$/, error: 'debe ser una dirección http o https' })

/** Names, defaults and checks of the environment. An empty variable counts as absent. */
const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce
    .number({ error: 'debe ser un número' })
    .int('debe ser un entero')
    .min(0)
    .max(65_535)
    .default(3000),
  DATA_DIR: z.string().default('./data'),
  PROMPTS_DIR: z.string().default(defaultPromptsDir),
  PROMPTS_AGENTS: z.string().optional(),
  PUBLIC_URL: url.optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'debe ser trace, debug, info, warn, error o silent',
    })
    .default('info'),
  META_APP_ID: z.string().optional(),
  META_APP_SECRET: z.string().optional(),
  META_VERIFY_TOKEN: z.string().optional(),
  GRAPH_API_URL: url.default('https://graph.facebook.com'),
  GRAPH_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'debe tener la forma v25.0')
    .default('v25.0'),
  WHATSAPP_PHONE_NUMBER_ID: z.string().optional(),
  WHATSAPP_ACCESS_TOKEN: z.string().optional(),
  MESSENGER_PAGE_ID: z.string().optional(),
  MESSENGER_PAGE_ACCESS_TOKEN: z.string().optional(),
  INSTAGRAM_ACCOUNT_ID: z.string().optional(),
  INSTAGRAM_ACCESS_TOKEN: z.string().optional(),
  INSTAGRAM_APP_SECRET: z.string().optional(),
  INSTAGRAM_API_URL: url.default('https://graph.instagram.com'),
  WEB_CHAT_ORIGINS: z.string().optional(),
  RELEVO_API_KEY: z.string().min(16, 'debe tener al menos 16 caracteres').optional(),
  ...modelVariables,
})

type Values = z.infer<typeof schema>

/**
 * `file` is the text of `channels.yaml`, or null when there is none.
 * Throws HouseError `config` whose message lists every problem, one a line.
 */
export function readConfig(environment: Environment, file: string | null): Config {
  const parsed = schema.safeParse(withoutEmpty(environment))
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  const accounts = accountsFile(file, environment)
  problems.push(...accounts.problems)
  if (parsed.success) {
    problems.push(...missing(parsed.data, accounts), ...modelProblems(parsed.data))
    problems.push(...agentRules(parsed.data.PROMPTS_AGENTS).problems)
  }
  if (!parsed.success || problems.length > 0) throw new HouseError('config', problems.join('\n'))
  return Object.freeze(assemble(parsed.data, accounts))
}

function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
}

function assemble(values: Values, accounts: AccountsFile): Config {
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    promptsDir: values.PROMPTS_DIR,
    agents: agentRules(values.PROMPTS_AGENTS).rules,
    publicUrl: values.PUBLIC_URL ?? null,
    logLevel: values.LOG_LEVEL,
    apiKey: values.RELEVO_API_KEY ?? null,
    meta: {
      appId: values.META_APP_ID ?? null,
      appSecrets: list(values.META_APP_SECRET),
      verifyToken: values.META_VERIFY_TOKEN ?? '',
      graphUrl: values.GRAPH_API_URL.replace(/\/+$/, ''),
      graphVersion: values.GRAPH_API_VERSION,
    },
    whatsapp: [...one(values.WHATSAPP_PHONE_NUMBER_ID, values.WHATSAPP_ACCESS_TOKEN), ...accounts.whatsapp],
    messenger: [...one(values.MESSENGER_PAGE_ID, values.MESSENGER_PAGE_ACCESS_TOKEN), ...accounts.messenger],
    instagram: [...one(values.INSTAGRAM_ACCOUNT_ID, values.INSTAGRAM_ACCESS_TOKEN), ...accounts.instagram],
    instagramUrl: values.INSTAGRAM_API_URL.replace(/\/+$/, ''),
    instagramSecrets: list(values.INSTAGRAM_APP_SECRET),
    webOrigins: list(values.WEB_CHAT_ORIGINS),
    models: modelsOf(values),
  }
}

/** What a half-configured channel lacks: half a channel is a mistake, none is a choice. */
function missing(values: Values, accounts: AccountsFile): readonly string[] {
  const pairs = [
    ['WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_ACCESS_TOKEN'],
    ['MESSENGER_PAGE_ID', 'MESSENGER_PAGE_ACCESS_TOKEN'],
    ['INSTAGRAM_ACCOUNT_ID', 'INSTAGRAM_ACCESS_TOKEN'],
  ] as const
  const problems = pairs.flatMap(([id, token]) => {
    if ((values[id] === undefined) === (values[token] === undefined)) return []
    const [absent, present] = values[id] === undefined ? [id, token] : [token, id]
    return [`${absent}: falta; ${present} está definida`]
  })
  const listed = accounts.whatsapp.length + accounts.messenger.length + accounts.instagram.length
  const uses = listed > 0 || pairs.some(([id]) => values[id] !== undefined)
  if (!uses) return problems
  if (!values.META_APP_SECRET && !values.INSTAGRAM_APP_SECRET) {
    problems.push('META_APP_SECRET: falta; sin ella no se puede comprobar quién envía los mensajes')
  }
  if (!values.META_VERIFY_TOKEN) {
    problems.push('META_VERIFY_TOKEN: falta; Meta la pide al registrar el webhook')
  }
  return problems
}

function one(id: string | undefined, token: string | undefined): readonly MetaAccount[] {
  return id === undefined || token === undefined ? [] : [{ id, token }]
}

function list(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

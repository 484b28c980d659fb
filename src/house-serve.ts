// How does a built house meet the world? A port that listens, words for whoever started it, and an orderly end.
import type { Config } from './config.ts'
import type { House } from './house.ts'
import { systemClock } from './clock.ts'
import { HouseError, reasonOf } from './errors.ts'
import { MAX_DELIVERY_BYTES } from './http/webhooks.ts'

export interface Listening {
  readonly url: string
  /** Stops accepting; requests under way are answered. */
  stop(): Promise<void>
}

/** Idle connections are cut after this many seconds; streams lift it for themselves. */
const idleSeconds = 10
/** What is in flight after this is left to the next start. */
const longestCloseMs = 15_000

/** Throws HouseError `config` when the port is taken. */
export function listen(house: House, config: Pick<Config, 'host' | 'port'>): Listening {
  try {
    const server = Bun.serve({
      hostname: config.host,
      port: config.port,
      fetch: house.fetch,
      maxRequestBodySize: MAX_DELIVERY_BYTES,
      idleTimeout: idleSeconds,
      development: false,
    })
    return { url: server.url.origin, stop: () => server.stop() }
  } catch (error) {
    throw new HouseError(
      'config',
      `PORT: no se puede escuchar en ${config.host}:${config.port}: ${reasonOf(error)}`,
      {
        cause: error,
      },
    )
  }
}

/** Listens and runs until `closing` aborts and everything under way has settled. `beside` runs along, and ends with it too. */
export async function serve(
  house: House,
  config: Config,
  say: (line: string) => void,
  closing: AbortSignal,
  beside: (url: string) => Promise<void> = async () => {},
): Promise<void> {
  const listening = listen(house, config)
  house.log.listening(listening.url, house.channels)
  welcome(house, config, listening.url, say)
  const running = Promise.all([house.run(closing), beside(listening.url)])
  const waiting = new AbortController()
  await Promise.race([running, aborted(closing)])
  await Promise.race([
    Promise.all([listening.stop(), running]),
    systemClock.wait(longestCloseMs, waiting.signal),
  ])
  waiting.abort()
  house.log.stopped()
}

function welcome(house: House, config: Config, url: string, say: (line: string) => void): void {
  const off = (['whatsapp', 'instagram', 'messenger'] as const).filter(
    (name) => !house.channels.includes(name),
  )
  const { model, problems } = house.agent.describe()
  say('')
  say(`  Relevo atiende en ${config.publicUrl ?? url}`)
  say(`  Panel            ${url}${house.panelPath()}`)
  say(`  Chat del sitio   ${url}/chat`)
  say(`  Estado           ${url}/health`)
  say(`  Clave del API    ${house.data.isNew ? 'recién creada en' : 'en'} ${house.data.apiKeyFile}`)
  for (const name of house.channels.filter((channel) => channel !== 'web')) {
    say(`  ${name.padEnd(16)} ${url}/webhooks/${name}`)
  }
  for (const name of off) say(`  ${name.padEnd(16)} apagado: faltan sus variables (${variables[name]})`)
  if (model === 'ninguno') {
    say('  Sin modelo: responde con fragmentos de tu conocimiento (prompts/knowledge)')
    say('                   para conectar uno: OPENAI_API_KEY, u OPENAI_BASE_URL=http://localhost:11434/v1')
  } else say(`  Modelo           ${model}`)
  for (const problem of problems) say(`  ${problem}`)
  say('')
}

const variables = {
  whatsapp: 'WHATSAPP_PHONE_NUMBER_ID, WHATSAPP_ACCESS_TOKEN, META_APP_SECRET, META_VERIFY_TOKEN',
  instagram: 'INSTAGRAM_ACCOUNT_ID, INSTAGRAM_ACCESS_TOKEN, META_APP_SECRET, META_VERIFY_TOKEN',
  messenger: 'MESSENGER_PAGE_ID, MESSENGER_PAGE_ACCESS_TOKEN, META_APP_SECRET, META_VERIFY_TOKEN',
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

// How do the rooms become one house? The only file that knows them all: it opens the files, hands out the ports and runs the loops.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Agent } from './agent/agent.ts'
import type { ModelFetch } from './agent/ports.ts'
import type { Config } from './config.ts'
import type { ChannelName } from './model.ts'
import type { Prompts } from './agent/prompts.ts'
import { createWebSessions } from './channels/web/session.ts'
import { systemClock, type Clock } from './clock.ts'
import { createEgress, type Egress } from './egress.ts'
import { withModel } from './house-agent.ts'
import { openBootstrap } from './house-bootstrap.ts'
import { createChannels, traits } from './house-channels.ts'
import { openDataDirectory, type DataDirectory } from './house-data.ts'
import { openPacks, type PackParts } from './house-pack.ts'
import { zoneOf } from './house-zone.ts'
import { createApp } from './http/app.ts'
import { createIds, randomHex, secureRandom } from './ids.ts'
import { createLog, type Log } from './log.ts'
import { createPipeline, type Pipeline } from './pipeline.ts'
import { noPoints, type Points } from './points.ts'
import { createRules } from './rules/rules.ts'
import { createSendKeys } from './send-key.ts'
import { openInbox } from './store/sqlite/inbox.ts'
import { openStore, type SqliteStore } from './store/sqlite/open.ts'
import type { Inbox } from './store/inbox.ts'
import type { Store } from './store/store.ts'
import { runSweeper } from './sweeper.ts'
import { runWorkers } from './workers.ts'
import packageJson from '../package.json' with { type: 'json' }

export const version: string = packageJson.version
/** Account of the site chat. */
export const site = 'sitio'

/** What a test may hand in instead of the real thing. */
export interface HouseParts {
  readonly clock: Clock
  /** Numbers in [0, 1). */
  readonly random: () => number
  readonly egress: Egress
  readonly agent: Agent
  /** Reaches the model servers. */
  readonly modelFetch: ModelFetch
  readonly points: Points
  readonly log: Log
}

export interface House {
  readonly fetch: (request: Request, server?: unknown) => Response | Promise<Response>
  readonly channels: readonly ChannelName[]
  readonly data: DataDirectory
  readonly store: Store
  readonly inbox: Inbox
  readonly pipeline: Pipeline
  readonly log: Log
  /** What the agent says of itself and its files. */
  readonly agent: Agent
  /** Where the panel is; with the way in while nobody works here yet. */
  readonly panelPath: () => string
  /** Runs the loops until `signal` aborts, lets what is in flight settle, and closes the files. */
  run(signal: AbortSignal): Promise<void>
}

/** Everything is open and checked when this returns; nothing runs yet. Throws HouseError `config` or `locked`. */
export function buildHouse(config: Config, parts: Partial<HouseParts> = {}): House {
  const data = openDataDirectory(config.dataDir, config.apiKey)
  try {
    return furnish(config, data, portsOf(config, parts), parts.agent)
  } catch (error) {
    data.release()
    throw error
  }
}

type Ports = Omit<HouseParts, 'agent' | 'modelFetch'> & Pick<Partial<HouseParts>, 'modelFetch'>

function portsOf(config: Config, parts: Partial<HouseParts>): Ports {
  const clock = parts.clock ?? systemClock
  return {
    clock,
    random: parts.random ?? secureRandom,
    egress: parts.egress ?? createEgress({ clock, configured: [config.meta.graphUrl, config.instagramUrl] }),
    points: parts.points ?? noPoints,
    log: parts.log ?? createLog({ level: config.logLevel }),
    ...(parts.modelFetch === undefined ? {} : { modelFetch: parts.modelFetch }),
  }
}

function furnish(config: Config, data: DataDirectory, ports: Ports, given: Agent | undefined): House {
  const { clock, egress, points, log } = ports
  const fatal = new AbortController()
  const { channels, libraries, web } = createChannels(config, { egress, clock, mediaDir: data.media })
  const thinking = { ...ports, mediaDir: data.media, store: () => store }
  const model = config.models === null ? {} : { withModel: withModel(config.models, thinking) }
  const { store, inbox } = openFiles(data, ports, fatal)
  const parts = { clock, log, versions: store.versions, inside: asset('prompts'), engine: version, ...model }
  const { agent, prompts, keepNew } = orClose([store, inbox], () => thinkerOf(given, config, parts))
  const keys = createSendKeys(data.sendSecret)
  const pipeline = createPipeline({ inbox, store, channels, libraries, agent, clock, log, points, keys })
  let draining = false
  const closed = new AbortController()
  const { operators } = store.panel
  const bootstrap = openBootstrap(config.dataDir, operators.isEmpty(), clock)
  const app = createApp({
    ...{ channels, store, inbox, agent, prompts, clock, log, points, site, version, bootstrap },
    panel: store.panel,
    random: randomHex,
    publicUrl: config.publicUrl,
    verifyToken: config.meta.verifyToken,
    zone: () => zoneOf(prompts),
    webSessions: createWebSessions({ secret: data.visitorSecret, clock, random: randomHex }),
    apiKey: data.apiKey,
    origins: config.webOrigins,
    mediaDir: data.media,
    draining: () => draining,
    closing: closed.signal,
    typing: web.onTyping,
    ...builtPages(),
  })
  const run = async (signal: AbortSignal): Promise<void> => {
    const closing = AbortSignal.any([signal, fatal.signal])
    const close = (): void => {
      draining = true
      closed.abort()
    }
    closing.addEventListener('abort', close, { once: true })
    await pipeline.drainFirst()
    await Promise.all([
      runWorkers(
        { pipeline, inbox, store, clock, log, onFailure: (failure) => giveUpOn(failure, fatal) },
        closing,
      ),
      runSweeper({ inbox, store, clock, log }, closing),
      keepNew(closing),
    ])
    await inbox.close()
    await store.close()
    data.release()
    if (fatal.signal.aborted) process.exitCode = brokenDisk
  }
  const panelPath = (): string =>
    bootstrap === null || !operators.isEmpty() ? '/panel/' : `/panel/#bootstrap=${bootstrap.token}`
  const face = { fetch: app.fetch, panelPath, channels: [...channels.keys()] }
  return { ...face, data, store, inbox, pipeline, log, agent, run }
}

/** After a failed fsync memory and disk may disagree: the process ends, and the next one reads what is on the disk. */
function giveUpOn(failure: unknown, fatal: AbortController): void {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : ''
  if (code.startsWith('SQLITE_IOERR')) fatal.abort()
}

/** Exit code after the disk failed: whoever supervises starts again from what is on it. */
const brokenDisk = 70

function openFiles(
  data: DataDirectory,
  ports: Ports,
  fatal: AbortController,
): { store: SqliteStore; inbox: Inbox } {
  const { clock, points } = ports
  const store = openStore({
    path: data.app,
    rules: createRules(),
    traits,
    ids: createIds(ports.random),
    boot: randomHex(8),
    now: clock.now(),
    points,
    migrations: asset('src/store/sqlite/migrations'),
  })
  const inbox = openInbox({ path: data.inbox, points, floor: store.cursor(), onFatal: () => fatal.abort() })
  return { store, inbox }
}

/** Where a file of the repository is while the program runs: in the tree, or inside the binary. */
export function asset(path: string): string {
  const root = Bun.isStandaloneExecutable ? join(import.meta.dir, 'embed') : join(import.meta.dir, '..')
  return join(root, path)
}

interface Thinker {
  readonly agent: Agent
  readonly prompts: readonly Prompts[]
  keepNew(signal: AbortSignal): Promise<void>
}

function thinkerOf(given: Agent | undefined, config: Config, parts: PackParts): Thinker {
  if (given !== undefined) return { agent: given, prompts: [], keepNew: async () => {} }
  const { agent, prompts, run } = openPacks(config, parts)
  return { agent, prompts, keepNew: run }
}

function orClose<T>(files: readonly { close(): Promise<void> }[], work: () => T): T {
  try {
    return work()
  } catch (error) {
    for (const file of files) void file.close()
    throw error
  }
}

/** Folders of the browser halves, as far as they were built. */
function builtPages(): { readonly assets?: string; readonly panelAssets?: string } {
  const [assets, panelAssets] = [asset('dist/widget'), asset('dist/panel')]
  return {
    ...(existsSync(join(assets, 'chat.html')) ? { assets } : {}),
    ...(existsSync(join(panelAssets, 'index.html')) ? { panelAssets } : {}),
  }
}

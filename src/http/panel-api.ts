// What does the panel ask for beyond conversations? Sign-in, operators, notes, drafts, quick replies, counts, channels, history, figures.
import type { Hono as App } from 'hono'
import type { Clock } from '../clock.ts'
import type { ChannelName } from '../model.ts'
import type { PanelStore } from '../store/panel.ts'
import type { BootstrapToken } from './bootstrap.ts'
import type { SessionKeeper } from './sessions.ts'
import { Hono } from 'hono'
import { auditRoutes } from './audit.ts'
import { bootstrapRoutes } from './bootstrap.ts'
import { draftRoutes } from './drafts.ts'
import { metricsRoutes } from './metrics.ts'
import { noteRoutes } from './notes.ts'
import { operatorRoutes } from './operators.ts'
import { overviewRoutes } from './overview.ts'
import { createPasswords } from './passwords.ts'
import { quickReplyRoutes } from './quick-replies.ts'
import { sessionRoutes } from './session.ts'
import { createSignIn } from './sign-in.ts'

export interface PanelApiParts {
  readonly panel: PanelStore
  readonly keeper: SessionKeeper
  readonly clock: Clock
  readonly random: (bytes: number) => string
  readonly publicUrl: string | null
  readonly bootstrap: BootstrapToken | null
  /** Tells the open streams that somebody's rights may have ended. */
  readonly recheck: () => void
  /** Those that are configured. */
  readonly channels: { has(name: ChannelName): boolean }
  readonly verifyToken: string | null
  /** IANA name of the business's time zone. */
  readonly zone: () => string
}

/** Mounted under `/api`, behind the guard. */
export function panelRoutes(given: PanelApiParts): App {
  const { panel, clock } = given
  const passwords = createPasswords()
  const parts = { ...given, passwords }
  const signIn = createSignIn({ ...panel, passwords, clock })
  const app = new Hono()
  app.route('/', sessionRoutes({ ...parts, signIn }))
  app.route('/', bootstrapRoutes(parts))
  app.route('/', operatorRoutes(parts))
  app.route('/', auditRoutes(panel.audit))
  app.route('/', noteRoutes({ ...panel, clock }))
  app.route('/', draftRoutes({ ...panel, clock }))
  app.route('/', quickReplyRoutes({ ...panel, clock }))
  app.route('/', overviewRoutes(given))
  app.route('/', metricsRoutes({ ...panel, ...given }))
  return app
}

// How does the first admin come to be? With a token that only whoever started the house can read, once, within 15 minutes of the start.
import type { Clock } from '../clock.ts'
import type { Instant } from '../model.ts'
import type { PanelStore } from '../store/panel.ts'
import type { Passwords } from './passwords.ts'
import type { SessionKeeper } from './sessions.ts'
import type { BootstrapWire } from './wire-panel.ts'
import { Hono } from 'hono'
import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { HouseError } from '../errors.ts'
import { body } from './body.ts'
import { emailField, nameField, passwordField } from './operators.ts'
import { requireStrong } from './passwords.ts'
import { sessionWire } from './wire-panel.ts'

/** What opens an empty house. */
export interface BootstrapToken {
  readonly token: string
  readonly expiresAt: Instant
  /** It has done its work. */
  spent(): void
}

export interface BootstrapParts {
  readonly panel: PanelStore
  readonly keeper: SessionKeeper
  readonly passwords: Passwords
  readonly clock: Clock
  /** Null: there was an operator when the house started. */
  readonly bootstrap: BootstrapToken | null
}

const claim = z.strictObject({
  token: z.string().min(1).max(200),
  name: nameField,
  email: emailField,
  password: passwordField,
})

/** Mounted under `/api`. */
export function bootstrapRoutes({ panel, keeper, passwords, clock, bootstrap }: BootstrapParts): Hono {
  const app = new Hono()
  const { operators } = panel
  let claimed = false

  app.get('/bootstrap', (c) => {
    const answer: BootstrapWire = { needed: operators.isEmpty() }
    return c.json(answer)
  })
  app.post('/bootstrap', body(claim), async (c) => {
    const { token, name, email, password } = c.req.valid('json')
    if (!operators.isEmpty()) throw over()
    if (bootstrap === null || !same(token, bootstrap.token))
      throw new HouseError('unauthorized', 'El enlace no es válido. Ábrelo como apareció al arrancar.', {
        because: 'token',
      })
    if (clock.now() >= bootstrap.expiresAt)
      throw new HouseError('unauthorized', 'El enlace ya venció. Reinicia Relevo para obtener otro.', {
        because: 'expired',
      })
    requireStrong(password, { email, name, totp: false })
    // One at a time: a password costs, and only the first is needed.
    if (claimed) throw over()
    claimed = true
    try {
      const passwordHash = await passwords.hash(password)
      const first = await operators.begin({ name, email, language: 'es-MX', passwordHash }, clock.now())
      if (first === null) throw over()
      bootstrap.spent()
      await keeper.begin(c, first.id)
      return c.json(sessionWire(first))
    } finally {
      claimed = false
    }
  })
  return app
}

function over(): HouseError {
  return new HouseError('conflict', 'Relevo ya tiene quien lo administre. Inicia sesión.', {
    because: 'not-needed',
  })
}

function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

// How does a person come in, stay and leave? Sign in and out, one's own password and second factor.
import type { Context } from 'hono'
import type { Clock } from '../clock.ts'
import type { Operator } from '../store/operators.ts'
import type { PanelStore } from '../store/panel.ts'
import type { Passwords } from './passwords.ts'
import type { SessionKeeper } from './sessions.ts'
import type { SignIn } from './sign-in.ts'
import type { TotpCodesWire, TotpWire } from './wire-panel.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { HouseError } from '../errors.ts'
import { addressOf } from './address.ts'
import { personOf, whoOf } from './auth.ts'
import { body } from './body.ts'
import { longest, requireStrong, shortest } from './passwords.ts'
import { recoveryHash, TooManyTries } from './sign-in.ts'
import { base32, secretBytes, stepOf, totpUri } from './totp.ts'
import { sessionWire } from './wire-panel.ts'

const recoveryCodes = 10
/** Hex: 80 bits are 16 letters. */
const recoveryBytes = 10

const given = z
  .string()
  .min(1)
  .max(longest * 4)
const signInBody = z.strictObject({
  email: z.string().trim().min(1).max(254),
  password: given,
  code: z.string().trim().min(1).max(40).exactOptional(),
})
const passwordBody = z.strictObject({ current: given, password: given })
const codeBody = z.strictObject({ code: z.string().trim().min(6).max(10) })
const confirmBody = z.strictObject({ password: given })

export interface SessionParts {
  readonly panel: PanelStore
  readonly keeper: SessionKeeper
  readonly signIn: SignIn
  readonly passwords: Passwords
  readonly clock: Clock
  readonly random: (bytes: number) => string
  /** Tells the open streams that somebody's rights may have ended. */
  readonly recheck: () => void
}

/** Mounted under `/api`. */
export function sessionRoutes(parts: SessionParts): Hono {
  const { panel, keeper, signIn, clock, recheck } = parts
  const app = new Hono()

  app.post('/session', body(signInBody), async (c) => {
    const operator = await tried(c, () => signIn.check({ ...c.req.valid('json'), address: addressOf(c) }))
    await keeper.begin(c, operator.id)
    await panel.audit.write({ by: operator.id, what: 'session.started', about: operator.id }, clock.now())
    return c.json(sessionWire(operator))
  })
  app.get('/session', (c) => {
    const { operator } = whoOf(c)
    return c.json(operator === null ? program : sessionWire(operator))
  })
  app.delete('/session', async (c) => {
    await keeper.end(c)
    recheck()
    return c.body(null, 204)
  })
  mountPassword(app, parts)
  mountTotp(app, parts)
  return app
}

/** What a program that holds the key is. */
const program = {
  operator: { id: 'opr_api', name: 'API', email: '', role: 'admin', language: 'es-MX', totp: false },
} as const

function mountPassword(app: Hono, parts: SessionParts): void {
  const { panel, signIn, passwords, clock } = parts
  app.put('/session/password', body(passwordBody), async (c) => {
    const operator = personOf(c)
    const { current, password } = c.req.valid('json')
    await tried(c, () => signIn.confirm(operator, current, addressOf(c)))
    requireStrong(password, operator)
    await panel.operators.setPassword(operator.id, await passwords.hash(password), clock.now())
    return c.json(await again(c, parts, operator))
  })
}

function mountTotp(app: Hono, parts: SessionParts): void {
  const { panel, signIn, clock, random } = parts
  const { operators } = panel

  app.post('/session/totp', async (c) => {
    const { id, email } = personOf(c)
    const secret = random(secretBytes)
    await operators.offerTotp(id, secret)
    const offer: TotpWire = { secret: base32(secret), uri: totpUri(secret, email) }
    return c.json(offer)
  })
  app.put('/session/totp', body(codeBody), async (c) => {
    const operator = personOf(c)
    const secret = await operators.offeredTotp(operator.id)
    const step = secret === null ? null : stepOf(secret, c.req.valid('json').code, clock.now())
    if (step === null)
      throw new HouseError('bad-request', 'El código no es correcto. Revisa la hora de tu teléfono.', {
        because: 'code',
      })
    const codes = Array.from({ length: recoveryCodes }, () => base32(random(recoveryBytes)).toLowerCase())
    await operators.confirmTotp(operator.id, step, codes.map(recoveryHash), clock.now())
    await again(c, parts, operator)
    const shown: TotpCodesWire = { recoveryCodes: codes.map(spaced) }
    return c.json(shown)
  })
  app.delete('/session/totp', body(confirmBody), async (c) => {
    const operator = personOf(c)
    const { password } = c.req.valid('json')
    await tried(c, () => signIn.confirm(operator, password, addressOf(c)))
    if ([...password.normalize('NFKC')].length < shortest)
      throw new HouseError('conflict', `Sin segundo paso tu contraseña necesita ${shortest} caracteres.`, {
        because: 'password-short',
      })
    await operators.dropTotp(operator.id, clock.now())
    return c.json(await again(c, parts, operator))
  })
}

/** Every session of theirs has ended with what they knew; this browser gets a new one. */
async function again(c: Context, { panel, keeper, recheck }: SessionParts, { id }: Operator) {
  await keeper.begin(c, id)
  recheck()
  const now = await panel.operators.byId(id)
  if (now === null) throw new Error(`no operator ${id}`)
  return sessionWire(now)
}

async function tried<T>(c: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TooManyTries) c.header('retry-after', String(error.seconds))
    throw error
  }
}

function spaced(code: string): string {
  return (code.match(/.{4}/g) ?? []).join('-')
}

// Who works here? The list, invitations to it, what an admin changes in others and everyone in themselves.
import type { Context } from 'hono'
import type { Clock } from '../clock.ts'
import type { Operator, OperatorChange } from '../store/operators.ts'
import type { PanelStore } from '../store/panel.ts'
import type { Who } from './auth.ts'
import type { Passwords } from './passwords.ts'
import type { SessionKeeper } from './sessions.ts'
import type { InvitationWire, OperatorWire } from './wire-panel.ts'
import type { ListWire } from './wire.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { DAY } from '../clock.ts'
import { HouseError } from '../errors.ts'
import { forbidden, whoOf } from './auth.ts'
import { body } from './body.ts'
import { longest, requireStrong } from './passwords.ts'
import { hashOf } from './sessions.ts'
import { sessionWire } from './wire-panel.ts'
import { iso } from './wire.ts'

const invitationMs = 3 * DAY

export const nameField = z.string().trim().min(1).max(80)
export const emailField = z.string().trim().max(254).pipe(z.email())
export const passwordField = z
  .string()
  .min(1)
  .max(longest * 4)
const role = z.enum(['admin', 'operator', 'viewer'])
const language = z.enum(['es-MX', 'en', 'pt-BR'])
const invitation = z.strictObject({ email: emailField, name: nameField, role })
const acceptance = z.strictObject({
  token: z.string().min(1).max(200),
  name: nameField,
  password: passwordField,
})
const change = z.strictObject({
  name: nameField.exactOptional(),
  language: language.exactOptional(),
  role: role.exactOptional(),
  disabled: z.boolean().exactOptional(),
})

export interface OperatorRouteParts {
  readonly panel: PanelStore
  readonly keeper: SessionKeeper
  readonly passwords: Passwords
  readonly clock: Clock
  readonly random: (bytes: number) => string
  readonly publicUrl: string | null
  readonly recheck: () => void
}

/** Mounted under `/api`. */
export function operatorRoutes(parts: OperatorRouteParts): Hono {
  const { panel, clock, random, recheck } = parts
  const { operators } = panel
  const app = new Hono()

  app.get('/operators', async (c) => {
    const who = whoOf(c)
    const items = (await operators.list()).map((one) => operatorWire(one, who))
    const list: ListWire<OperatorWire> = { items, next: null }
    return c.json(list)
  })
  app.patch('/operators/:id', body(change), async (c) => {
    const who = whoOf(c)
    const id = c.req.param('id')
    const what: OperatorChange = c.req.valid('json')
    const rights = what.role !== undefined || what.disabled !== undefined
    if (who.role !== 'admin' && (rights || who.id !== id)) throw forbidden()
    const done = await operators.change(id, what, who.id, clock.now())
    if (done === 'unknown')
      throw new HouseError('not-found', 'No existe este operador.', { because: 'no-operator' })
    if (done === 'last-admin')
      throw new HouseError('conflict', 'Alguien debe poder administrar: es el último administrador.', {
        because: 'last-admin',
      })
    recheck()
    return c.json(operatorWire(done, who))
  })
  app.post('/operators/invitations', body(invitation), async (c) => {
    const token = random(32)
    const expiresAt = clock.now() + invitationMs
    const invited = { ...c.req.valid('json'), hash: hashOf(token), expiresAt }
    if (!(await operators.invite(invited, whoOf(c).id, clock.now())))
      throw new HouseError('conflict', 'Ya hay un operador con ese correo.', { because: 'email' })
    const link = `${baseOf(c, parts.publicUrl)}/panel/#invitation=${token}`
    const answer: InvitationWire = { link, expiresAt: iso(expiresAt) }
    return c.json(answer, 201)
  })
  mountAcceptance(app, parts)
  return app
}

function mountAcceptance(app: Hono, { panel, keeper, passwords, clock }: OperatorRouteParts): void {
  const { operators } = panel
  app.post('/invitations/accept', body(acceptance), async (c) => {
    const { token, name, password } = c.req.valid('json')
    const invited = await operators.invited(hashOf(token), clock.now())
    if (invited === null) throw gone()
    requireStrong(password, { email: invited.email, name, totp: false })
    const passwordHash = await passwords.hash(password)
    const joined = await operators.accept(
      hashOf(token),
      { name, language: 'es-MX', passwordHash },
      clock.now(),
    )
    if (joined === null) throw gone()
    await keeper.begin(c, joined.id)
    return c.json(sessionWire(joined))
  })
}

function operatorWire(operator: Operator, who: Who): OperatorWire {
  const shown = who.role === 'admin' || who.id === operator.id
  return { ...operator, email: shown ? operator.email : null }
}

function gone(): HouseError {
  return new HouseError('unauthorized', 'La invitación no es válida o ya venció. Pide otra.', {
    because: 'token',
  })
}

/** Where people reach us, as `https://host`. */
export function baseOf(c: Context, publicUrl: string | null): string {
  return publicUrl === null ? new URL(c.req.url).origin : publicUrl.replace(/\/+$/, '')
}

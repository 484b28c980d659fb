// Who may call the operators' API? Whoever shows its key, or has signed in; everything under /api is closed to the rest, also what
// does not exist. What each of them may do there stands in roles.ts.
import type { Context, MiddlewareHandler } from 'hono'
import type { OperatorId } from '../model.ts'
import type { Operator, Role } from '../store/operators.ts'
import type { SessionKeeper } from './sessions.ts'
import { createHash, timingSafeEqual } from 'node:crypto'
import { HouseError } from '../errors.ts'
import { accessOf, allows } from './roles.ts'
import { requireOwnPage } from './same-origin.ts'

export interface Who {
  readonly id: OperatorId
  readonly role: Role
  /** Null: a program that holds the key. */
  readonly operator: Operator | null
  /** Do the rights with which this request began still hold? */
  readonly stays: () => Promise<boolean>
}

const known = new WeakMap<Request, Who>()

/** The text after `Bearer`, or null. */
export function bearerOf(c: Context): string | null {
  return /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null
}

/** Compares digests, so that neither content nor length of the key shows in the time it takes. An empty key opens nothing. */
export function createKeyCheck(apiKey: string): (c: Context) => boolean {
  const expected = digest(apiKey)
  return (c) => {
    const offered = bearerOf(c)
    return apiKey !== '' && offered !== null && timingSafeEqual(digest(offered), expected)
  }
}

export interface GuardParts {
  readonly holdsKey: (c: Context) => boolean
  readonly keeper: SessionKeeper
  readonly publicUrl: string | null
}

/** Lets through whoever may; the handlers behind it ask `whoOf`. */
export function guard(parts: GuardParts): MiddlewareHandler {
  return async (c, next) => {
    const asked = accessOf(c)
    const who = asked === 'open' ? null : await identify(c, parts)
    if (asked !== 'open' && who === null) throw unauthorized(c)
    if (who?.operator !== null) requireOwnPage(c, parts.publicUrl)
    if (who !== null) {
      if (!allows(who.role, asked)) throw forbidden()
      known.set(c.req.raw, who)
    }
    await next()
  }
}

/** Who asks. Only behind `guard`, and not on an open route. */
export function whoOf(c: Context): Who {
  const who = known.get(c.req.raw)
  if (who === undefined) throw unauthorized(c)
  return who
}

/** Throws unless a person asks: a program has no account. */
export function personOf(c: Context): Operator {
  const { operator } = whoOf(c)
  if (operator === null)
    throw new HouseError('forbidden', 'Esto es de quien inició sesión: con la clave no se puede.', {
      because: 'no-session',
    })
  return operator
}

export function forbidden(): HouseError {
  return new HouseError('forbidden', 'Tu rol no permite hacer esto.', { because: 'role' })
}

async function identify(c: Context, { holdsKey, keeper }: GuardParts): Promise<Who | null> {
  if (c.req.header('authorization') !== undefined)
    return holdsKey(c) ? { id: 'opr_api', role: 'admin', operator: null, stays: async () => true } : null
  const found = await keeper.see(c)
  if (found === null) return null
  const { operator } = found
  const stays = async (): Promise<boolean> => {
    const now = await keeper.read(c)
    return now !== null && now.operator.role === operator.role
  }
  return { id: operator.id, role: operator.role, operator, stays }
}

function unauthorized(c: Context): HouseError {
  if (c.req.header('cookie') !== undefined && c.req.header('authorization') === undefined)
    return new HouseError('unauthorized', 'Inicia sesión.', { because: 'session' })
  c.header('www-authenticate', 'Bearer')
  return new HouseError('unauthorized', 'Falta una clave válida de la API.')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

// Who is this, and may they come in? Password and second factor; failed tries are counted for account, address and house, and an account
// that does not exist answers like one that does.
import type { Clock } from '../clock.ts'
import type { Instant } from '../model.ts'
import type { Audit, Credentials, Operator, Operators } from '../store/operators.ts'
import type { Lockout } from './lockout.ts'
import type { Passwords } from './passwords.ts'
import { MINUTE } from '../clock.ts'
import { HouseError } from '../errors.ts'
import { createLockout } from './lockout.ts'
import { hashOf } from './sessions.ts'
import { stepOf } from './totp.ts'

const windowMs = 15 * MINUTE
const most = { account: 10, address: 30, house: 100 } as const

export interface Attempt {
  readonly email: string
  readonly password: string
  readonly code?: string | undefined
  /** Where it comes from. */
  readonly address: string
}

export interface SignIn {
  /** Throws `unauthorized` (because `credentials`, or `code` when one is missing or wrong) and `too-many`. */
  check(attempt: Attempt): Promise<Operator>
  /** Is this the password of whoever has signed in? Throws like `check`. */
  confirm(operator: Operator, password: string, address: string): Promise<Credentials>
}

/** Seconds until the next try, for the header of the answer. */
export class TooManyTries extends HouseError {
  readonly seconds: number
  constructor(seconds: number) {
    super('too-many', 'Demasiados intentos. Espera unos minutos y vuelve a intentarlo.', {
      because: 'locked',
    })
    this.seconds = seconds
  }
}

export interface SignInParts {
  readonly operators: Operators
  readonly audit: Audit
  readonly passwords: Passwords
  readonly clock: Clock
}

export function createSignIn(parts: SignInParts): SignIn {
  const { operators, passwords } = parts
  const tries = createTries(parts)

  /** The try counts before it is judged, so that many at once are not more than one after the other. */
  async function judge(keys: Keys, password: string, found: Credentials | null): Promise<Credentials> {
    tries.requireOpen(keys)
    const right = await passwords.verify(password, found?.passwordHash ?? null, () => {
      tries.requireOpen(keys)
      tries.strike(keys)
    })
    if (!right || found === null || found.operator.disabled) {
      await tries.tell(keys)
      throw wrong()
    }
    return found
  }

  return {
    check: async ({ email, password, code, address }) => {
      const keys = keysOf(email, address)
      const found = await judge(keys, password, await operators.byEmail(email))
      if (await passesSecond(parts, found, code)) {
        tries.pardon(keys)
        return found.operator
      }
      if (code === undefined) tries.pardon(keys)
      throw new HouseError('unauthorized', 'Escribe el código de tu aplicación de autenticación.', {
        because: 'code',
      })
    },
    confirm: async (operator, password, address) => {
      const keys = keysOf(operator.email, address)
      const found = await judge(keys, password, await operators.credentials(operator.id))
      tries.pardon(keys)
      return found
    },
  }
}

async function passesSecond(
  { operators, clock }: SignInParts,
  { operator, totpSecret }: Credentials,
  code: string | undefined,
): Promise<boolean> {
  if (totpSecret === null) return true
  if (code === undefined) return false
  const now = clock.now()
  const step = stepOf(totpSecret, code, now)
  if (step !== null) return operators.useStep(operator.id, step)
  return operators.useCode(operator.id, recoveryHash(code), now)
}

/** A recovery code as it is kept, however it was typed. */
export function recoveryHash(code: string): string {
  return hashOf(code.toLowerCase().replace(/[^a-z2-7]/g, ''))
}

interface Keys {
  readonly account: string
  readonly address: string
  readonly house: string
}

function keysOf(email: string, address: string): Keys {
  return { account: email.trim().toLowerCase(), address, house: 'house' }
}

const kinds = ['account', 'address', 'house'] as const

function createTries({ audit, clock }: Pick<SignInParts, 'audit' | 'clock'>) {
  const lockouts: Readonly<Record<(typeof kinds)[number], Lockout>> = {
    account: createLockout(clock, most.account, windowMs),
    address: createLockout(clock, most.address, windowMs),
    house: createLockout(clock, most.house, windowMs),
  }
  const waits = (keys: Keys): number => Math.max(...kinds.map((kind) => lockouts[kind].waits(keys[kind])))
  return {
    requireOpen: (keys: Keys): void => {
      const seconds = waits(keys)
      if (seconds > 0) throw new TooManyTries(seconds)
    },
    strike: (keys: Keys): void => kinds.forEach((kind) => lockouts[kind].strike(keys[kind])),
    pardon: (keys: Keys): void => kinds.forEach((kind) => lockouts[kind].pardon(keys[kind])),
    /** The try that closed a door is worth a line; nobody's name stands in it. */
    tell: async (keys: Keys, now: Instant = clock.now()): Promise<void> => {
      const closed = kinds.filter((kind) => lockouts[kind].waits(keys[kind]) > 0)
      if (closed.length > 0)
        await audit.write({ by: null, what: 'session.locked', about: closed.join(' ') }, now)
    },
  }
}

function wrong(): HouseError {
  return new HouseError('unauthorized', 'El correo o la contraseña no son correctos.', {
    because: 'credentials',
  })
}

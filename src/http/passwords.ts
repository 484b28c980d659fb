// Is this the password, and may it be one? argon2id with 64 MiB and two passes, at most two at once; a line of waiting that ends.
import { HouseError } from '../errors.ts'

const cost = { algorithm: 'argon2id', memoryCost: 64 * 1024, timeCost: 2 } as const
const mostAtOnce = 2
/** Whoever comes when so many wait is sent away. */
const mostWaiting = 32
export const shortest = 15
export const shortestWithTotp = 8
export const longest = 256

/** Compared with when there is no such account, so that both take as long. Nobody knows what it is the hash of. */
const nobody =
  '$argon2id$v=19$m=65536,t=2,p=1$9YeYTYYNt4mZNjeEWYIsau8F7KJScb1kSo4Gm2IqRWU$h8jS6rurYBRUZ/MRy41GmxivGjIObxwRFgoLBnjUgms'

export interface Passwords {
  hash(password: string): Promise<string>
  /** `hash` is null when there is no such account: it takes as long, and is false. `still` is asked when its turn has come. */
  verify(password: string, hash: string | null, still?: () => void): Promise<boolean>
}

/** Both throw `too-many` when too many wait. */
export function createPasswords(): Passwords {
  const inTurn = createTurns()
  return {
    hash: (password) => inTurn(() => Bun.password.hash(normal(password), cost)),
    verify: (password, hash, still) =>
      inTurn(async () => {
        still?.()
        const same = await Bun.password.verify(normal(password), hash ?? nobody)
        return same && hash !== null
      }),
  }
}

/** Why it may not be a password, or null. It must not be made of what everybody tries first, or of who it belongs to. */
export function whyWeak(
  password: string,
  who: { readonly email: string; readonly name: string; readonly totp: boolean },
): 'short' | 'long' | 'common' | null {
  const text = normal(password)
  const { length } = [...text]
  if (length < (who.totp ? shortestWithTotp : shortest)) return 'short'
  if (length > longest) return 'long'
  const own = [...who.name.split(/\s+/), ...who.email.split(/[@.]/)]
    .map(plain)
    .filter((word) => word.length > 2)
  const rest = [...common, ...own]
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ''), plain(text))
  return new Set(rest).size < 4 ? 'common' : null
}

const sentences = {
  short: `Elige una contraseña de al menos ${shortest} caracteres; una frase es fácil de recordar.`,
  long: `La contraseña pasa de ${longest} caracteres.`,
  common: 'Esa contraseña es fácil de adivinar. Elige otra, por ejemplo una frase tuya.',
}

/** Throws `bad-request` when it may not be a password. */
export function requireStrong(password: string, who: Parameters<typeof whyWeak>[1]): void {
  const because = whyWeak(password, who)
  if (because !== null)
    throw new HouseError('bad-request', sentences[because], { because: `password-${because}` })
}

/** What is left of a guessable password without these, without digits and signs, is next to nothing. */
const common = [
  ...['password', 'passw', 'contrasena', 'contrasenia', 'senha', 'clave', 'secreto', 'secret', 'acceso'],
  ...[
    'qwertyuiop',
    'asdfghjkl',
    'zxcvbnm',
    'qwerty',
    'asdf',
    'zxcv',
    'abcdefghijklmnopqrstuvwxyz',
    'abcdef',
    'abc',
  ],
  ...[
    'admin',
    'administrador',
    'usuario',
    'user',
    'root',
    'relevo',
    'whatsapp',
    'instagram',
    'messenger',
    'meta',
  ],
  ...[
    'iloveyou',
    'teamo',
    'tequiero',
    'welcome',
    'bienvenido',
    'bienvenida',
    'letmein',
    'hola',
    'mexico',
    'brasil',
  ],
  ...[
    'america',
    'dragon',
    'monkey',
    'football',
    'futbol',
    'princesa',
    'princess',
    'master',
    'changeme',
    'temporal',
  ],
  ...[
    'verano',
    'invierno',
    'primavera',
    'otono',
    'summer',
    'winter',
    'empresa',
    'negocio',
    'tienda',
    'prueba',
    'test',
  ],
]

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-zñ]/g, '')
}

function normal(password: string): string {
  return password.normalize('NFKC')
}

function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= mostAtOnce) {
      if (waiting.length >= mostWaiting)
        throw new HouseError('too-many', 'Hay demasiados intentos a la vez. Espera un momento.')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}

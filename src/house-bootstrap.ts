// How does whoever started the house become its first operator? A token in a file that only they can read, good for a quarter of an hour.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import type { BootstrapToken } from './http/bootstrap.ts'
import { MINUTE } from './clock.ts'
import { randomHex } from './ids.ts'

const lastsMs = 15 * MINUTE

/** Null, and no file, when there is an operator. */
export function openBootstrap(dataDir: string, isEmpty: boolean, clock: Clock): BootstrapToken | null {
  const file = join(dataDir, 'bootstrap.token')
  // Written anew: an older file may be open to others.
  rmSync(file, { force: true })
  if (!isEmpty) return null
  const token = randomHex(32)
  writeFileSync(file, `${token}\n`, { mode: 0o600 })
  return { token, expiresAt: clock.now() + lastsMs, spent: () => rmSync(file, { force: true }) }
}

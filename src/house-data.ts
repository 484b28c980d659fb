// Whose data directory is this, and which secrets live in it? One process holds it for life; what it generates is 0600.
import { Database } from 'bun:sqlite'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HouseError, reasonOf } from './errors.ts'
import { randomHex } from './ids.ts'

export interface DataDirectory {
  readonly inbox: string
  readonly app: string
  readonly media: string
  readonly apiKey: string
  /** True when the API key was made just now: its owner has not seen it. */
  readonly isNew: boolean
  readonly apiKeyFile: string
  readonly sendSecret: string
  readonly visitorSecret: Uint8Array
  /** Lets the next process in. */
  release(): void
}

/** Throws HouseError `locked` at once when another process holds the directory, `config` when it cannot be used. */
export function openDataDirectory(path: string, givenKey: string | null): DataDirectory {
  try {
    mkdirSync(join(path, 'media'), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new HouseError('config', `DATA_DIR: no se puede usar «${path}»: ${reasonOf(error)}`, {
      cause: error,
    })
  }
  const lock = takeLock(path)
  const apiKeyFile = join(path, 'api.key')
  const isNew = givenKey === null && !existsSync(apiKeyFile)
  return {
    inbox: join(path, 'inbox.db'),
    app: join(path, 'app.db'),
    media: join(path, 'media'),
    apiKey: givenKey ?? secret(apiKeyFile, 24),
    isNew,
    apiKeyFile,
    sendSecret: secret(join(path, 'sends.key'), 32),
    visitorSecret: Buffer.from(secret(join(path, 'visitors.key'), 32), 'hex'),
    release: () => lock.close(),
  }
}

// An operating system's lock through SQLite: it ends with the process, however that dies.
function takeLock(path: string): Database {
  const lock = new Database(join(path, 'lock.db'), { create: true })
  try {
    lock.run('PRAGMA busy_timeout = 0')
    lock.run('PRAGMA locking_mode = EXCLUSIVE')
    lock.run('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    throw new HouseError(
      'locked',
      `Otro proceso de Relevo ya usa «${path}». Ciérralo o elige otro DATA_DIR.`,
      {
        cause: error,
      },
    )
  }
}

function secret(file: string, bytes: number): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const value = randomHex(bytes)
  writeFileSync(file, `${value}\n`, { mode: 0o600 })
  return value
}

// What does the inbox do when its disk is full, read-only, locked or lying? It promises nothing, and recovers by itself.
import type { Inbox } from '../../src/store/inbox.ts'
import type { InboxOptions } from '../../src/store/sqlite/inbox.ts'
import { Database } from 'bun:sqlite'
import { afterEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/store/sqlite/database.ts'
import { openInbox } from '../../src/store/sqlite/inbox.ts'

const folders: string[] = []
const open: Inbox[] = []
afterEach(async () => {
  for (const inbox of open.splice(0)) await inbox.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function start(options: Partial<InboxOptions> = {}): { inbox: Inbox; db: Database; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-inbox-'))
  folders.push(folder)
  const path = join(folder, 'inbox.db')
  const db = openDatabase(path, { busyTimeout: 40, autocheckpoint: false })
  const inbox = openInbox({ path, connect: () => db, ...options })
  open.push(inbox)
  return { inbox, db, path }
}

function delivery(text: string) {
  return { channel: 'whatsapp' as const, raw: new TextEncoder().encode(text), at: 1_000 }
}

async function texts(inbox: Inbox): Promise<string[]> {
  return (await inbox.read(0, 10_000)).map((each) => new TextDecoder().decode(each.raw))
}

describe('a commit that fails', () => {
  test('is refused to every caller of its batch, leaves nothing, and the next one goes through', async () => {
    const { inbox, db } = start()
    await inbox.append(delivery('before'))
    db.run('PRAGMA query_only = 1')
    const outcomes = await Promise.allSettled([1, 2, 3].map((n) => inbox.append(delivery(`lost ${n}`))))
    expect(outcomes.map((each) => each.status)).toEqual(['rejected', 'rejected', 'rejected'])
    db.run('PRAGMA query_only = 0')
    await inbox.append(delivery('after'))
    expect(await texts(inbox)).toEqual(['before', 'after'])
    expect(inbox.last()).toBe(2)
  })

  test('in the middle of its rows leaves none of them', async () => {
    const { inbox, db } = start()
    await inbox.append(delivery('before'))
    db.run(`PRAGMA max_page_count = ${pages(db) + 4}`)
    const large = delivery('x'.repeat(50_000))
    const outcomes = await Promise.allSettled(
      [delivery('small'), large, large].map((each) => inbox.append(each)),
    )
    expect(outcomes.map((each) => each.status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await texts(inbox)).toEqual(['before'])
    expect(db.inTransaction).toBe(false)
  })

  test('on a full disk keeps failing until pruning makes room, then succeeds by itself', async () => {
    const { inbox, db } = start()
    db.run(`PRAGMA max_page_count = ${pages(db) + 10}`)
    const large = delivery('x'.repeat(10_000))
    let kept = 0
    for (; kept < 100; kept++) if (!(await succeeds(inbox.append(large)))) break
    expect(kept).toBeGreaterThan(1)
    expect(await succeeds(inbox.append(large))).toBe(false)
    await inbox.prune(2_000, kept - 1)
    expect(await succeeds(inbox.append(large))).toBe(true)
    expect(inbox.last()).toBe(kept + 1)
  })

  test('because another process holds the lock waits for it, then fails, and recovers when the lock goes', async () => {
    const { inbox, path } = start()
    const other = new Database(path)
    other.run('BEGIN IMMEDIATE')
    await expect(inbox.append(delivery('locked out'))).rejects.toThrow('locked')
    other.run('ROLLBACK')
    await inbox.append(delivery('free again'))
    other.close()
    expect(await texts(inbox)).toEqual(['free again'])
  })

  test('inside the transaction rolls it back', async () => {
    let blow = true
    const points = {
      at: (point: string) => {
        if (point === 'C3' && blow) throw new Error('boom')
      },
    }
    const { inbox } = start({ points })
    await expect(inbox.append(delivery('lost'))).rejects.toThrow('boom')
    blow = false
    await inbox.append(delivery('kept'))
    expect(await texts(inbox)).toEqual(['kept'])
    expect(inbox.last()).toBe(1)
  })
})

describe('an input/output error', () => {
  test.each([
    ['SQLITE_IOERR_FSYNC', 1],
    ['SQLITE_IOERR_WRITE', 1],
    ['SQLITE_FULL', 0],
    ['SQLITE_BUSY', 0],
  ])('%s is reported as fatal %p times', async (code, reports) => {
    const fatal: unknown[] = []
    const failure = Object.assign(new Error(`disk: ${code}`), { code })
    let blow = true
    const points = {
      at: (point: string) => {
        if (point === 'C3' && blow) throw failure
      },
    }
    const { inbox } = start({ points, onFatal: (reason) => fatal.push(reason) })
    await expect(inbox.append(delivery('lost'))).rejects.toThrow(code)
    blow = false
    expect(await succeeds(inbox.append(delivery('next')))).toBe(reports === 0)
    expect(fatal).toEqual(reports === 0 ? [] : [failure])
  })
})

describe('closing', () => {
  test('what waited is made safe first, what comes later is refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'relevo-inbox-'))
    folders.push(folder)
    const path = join(folder, 'inbox.db')
    const inbox = openInbox({ path })
    const waiting = inbox.append(delivery('in time'))
    await inbox.close()
    await waiting
    await expect(inbox.append(delivery('late'))).rejects.toThrow('closed')
    const again = openInbox({ path })
    expect(await texts(again)).toEqual(['in time'])
    await again.close()
  })

  test('twice is once', async () => {
    const { inbox } = start()
    await inbox.close()
    await inbox.close()
    expect(await inbox.prune(2_000, 10)).toBe(0)
  })
})

describe('bounds', () => {
  test('what may wait for one commit is bounded, the rest is refused and nothing else is lost', async () => {
    const { inbox } = start()
    const large = { channel: 'whatsapp' as const, raw: new Uint8Array(16 * 1024 * 1024), at: 1 }
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(() => inbox.append(large)))
    expect(outcomes.map((each) => each.status)).toEqual([...Array(4).fill('fulfilled'), 'rejected'])
    expect(inbox.last()).toBe(4)
  })

  test('the write-ahead log is copied back again and again and stays small', async () => {
    const { inbox, path } = start({ checkpointPages: 64 })
    const some = delivery('x'.repeat(20_000))
    let longest = 0
    for (let round = 0; round < 60; round++) {
      await Promise.all([1, 2, 3, 4, 5].map(() => inbox.append(some)))
      longest = Math.max(longest, statSync(`${path}-wal`).size)
    }
    expect(statSync(path).size).toBeGreaterThan(60 * 5 * 20_000 * 0.7)
    expect(longest).toBeLessThan(64 * 16_384 * 2)
  })
})

function pages(db: Database): number {
  return db.query<{ page_count: number }, []>('PRAGMA page_count').get()!.page_count
}

async function succeeds(work: Promise<void>): Promise<boolean> {
  const [outcome] = await Promise.allSettled([work])
  return outcome.status === 'fulfilled'
}

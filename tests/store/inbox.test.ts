// Does the log of raw deliveries keep what it promised: durable, in order, numbered for ever, all or nothing?
import type { Inbox } from '../../src/store/inbox.ts'
import type { InboxOptions } from '../../src/store/sqlite/inbox.ts'
import { Database } from 'bun:sqlite'
import { afterEach, describe, expect, test } from 'bun:test'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
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

function freshPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-inbox-'))
  folders.push(folder)
  return join(folder, 'inbox.db')
}

function start(options: InboxOptions): Inbox {
  const inbox = openInbox(options)
  open.push(inbox)
  return inbox
}

function delivery(text: string, at = 1_000) {
  return { channel: 'whatsapp' as const, raw: new TextEncoder().encode(text), at }
}

async function texts(inbox: Inbox, after = 0, limit = 10_000): Promise<string[]> {
  return (await inbox.read(after, limit)).map((each) => new TextDecoder().decode(each.raw))
}

async function seqs(inbox: Inbox, after = 0, limit = 10_000): Promise<number[]> {
  return (await inbox.read(after, limit)).map((each) => each.seq)
}

describe('keeping', () => {
  test('a delivery comes back byte for byte after the file is opened again', async () => {
    const path = freshPath()
    const raw = new Uint8Array([0, 255, 34, 92, 10, 0xc3, 0x28, 0])
    const first = start({ path })
    await first.append({ channel: 'messenger', raw, at: 1_790_000_000_123 })
    await first.close()
    const again = start({ path })
    expect(await again.read(0, 10)).toEqual([{ seq: 1, channel: 'messenger', raw, at: 1_790_000_000_123 }])
    expect(again.last()).toBe(1)
  })

  test('an empty delivery is kept too', async () => {
    const inbox = start({ path: freshPath() })
    await inbox.append(delivery(''))
    expect(await texts(inbox)).toEqual([''])
  })

  test('a promise kept is in the file before its caller knows', async () => {
    const path = freshPath()
    const inbox = start({ path })
    await inbox.append(delivery('a'))
    const other = new Database(path, { readonly: true })
    expect(other.query('SELECT count(*) AS n FROM delivery').get()).toEqual({ n: 1 })
    other.close()
  })

  test('deliveries keep the order in which they came, whoever waits for them', async () => {
    const inbox = start({ path: freshPath() })
    const names = Array.from({ length: 500 }, (_, index) => `d${index}`)
    await Promise.all(names.map((name) => inbox.append(delivery(name))))
    expect(await texts(inbox)).toEqual(names)
    expect(await seqs(inbox)).toEqual(names.map((_, index) => index + 1))
  })

  test('all that wait at the same tick share one commit', async () => {
    const inbox = start({ path: freshPath() })
    let commits = 0
    const stop = inbox.onAppend(() => void commits++)
    await Promise.all(Array.from({ length: 200 }, (_, index) => inbox.append(delivery(`d${index}`))))
    expect(commits).toBe(1)
    stop()
    await inbox.append(delivery('later'))
    expect(commits).toBe(1)
  })

  test('the file asks for a full fsync, a write-ahead log and no memory map', async () => {
    const path = freshPath()
    let handle: Database | null = null
    const connect = (file: string) =>
      (handle = openDatabase(file, { busyTimeout: 3_000, autocheckpoint: false }))
    start({ path, connect })
    const pragma = (name: string) => Object.values(handle!.query(`PRAGMA ${name}`).get() ?? {})[0]
    expect([pragma('synchronous'), pragma('journal_mode'), pragma('mmap_size')]).toEqual([2, 'wal', 0])
  })
})

describe('reading', () => {
  test('reads go on after a number and stop at the limit', async () => {
    const inbox = start({ path: freshPath() })
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => inbox.append(delivery(text))))
    expect(await seqs(inbox, 1, 2)).toEqual([2, 3])
    expect(await seqs(inbox, 3, 2)).toEqual([4])
    expect(await seqs(inbox, 4, 2)).toEqual([])
  })

  test('a read stops at about eight megabytes, but never before the first delivery', async () => {
    const inbox = start({ path: freshPath() })
    const raw = new Uint8Array(3_000_000)
    await Promise.all([1, 2, 3, 4].map(() => inbox.append({ channel: 'whatsapp', raw, at: 1 })))
    expect(await seqs(inbox, 0)).toEqual([1, 2, 3])
    expect(await seqs(inbox, 3)).toEqual([4])
  })
})

describe('numbering', () => {
  test.each([
    ['nothing is pruned', 0, 4],
    ['a part is pruned', 2, 4],
    ['everything is pruned', 3, 4],
  ])('goes on above the end when %s, also after opening again', async (_, upto, expected) => {
    const path = freshPath()
    const inbox = start({ path })
    for (const text of ['a', 'b', 'c']) await inbox.append(delivery(text, 10))
    expect(await inbox.prune(11, upto)).toBe(upto)
    await inbox.close()
    const again = start({ path })
    expect(again.last()).toBe(3)
    await again.append(delivery('next'))
    expect(again.last()).toBe(expected)
    expect((await seqs(again)).at(-1)).toBe(expected)
  })

  test.each([
    [2, 4],
    [3, 4],
    [4, 5],
    [90, 91],
  ])('with three deliveries and a floor of %p the next one is %p', async (floor, expected) => {
    const path = freshPath()
    const inbox = start({ path })
    for (const text of ['a', 'b', 'c']) await inbox.append(delivery(text))
    await inbox.close()
    const again = start({ path, floor })
    await again.append(delivery('next'))
    expect(again.last()).toBe(expected)
    expect((await seqs(again)).at(-1)).toBe(expected)
  })

  test('an inbox that never held anything ends at zero', () => {
    expect(start({ path: freshPath() }).last()).toBe(0)
  })
})

describe('pruning', () => {
  test('only what arrived before the instant goes', async () => {
    const inbox = start({ path: freshPath() })
    for (const at of [9, 10, 11]) await inbox.append(delivery(`${at}`, at))
    expect(await inbox.prune(10, 3)).toBe(1)
    expect(await texts(inbox)).toEqual(['10', '11'])
  })

  test('only what is at or under the cursor goes', async () => {
    const inbox = start({ path: freshPath() })
    for (const text of ['a', 'b', 'c']) await inbox.append(delivery(text, 1))
    expect(await inbox.prune(100, 2)).toBe(2)
    expect(await texts(inbox)).toEqual(['c'])
    expect(await inbox.prune(100, 2)).toBe(0)
  })

  test('a long past goes in slices, and what arrives meanwhile is kept', async () => {
    const inbox = start({ path: freshPath() })
    await Promise.all(Array.from({ length: 1_501 }, (_, index) => inbox.append(delivery(`${index}`, index))))
    const pruning = inbox.prune(1_500, 1_501)
    await inbox.append(delivery('new', 2_000))
    expect(await pruning).toBe(1_500)
    expect(await texts(inbox)).toEqual(['1500', 'new'])
  })

  test('what was pruned is on the disk no more, neither in the file nor in its log', async () => {
    const path = freshPath()
    const inbox = start({ path })
    const found = (word: string): boolean =>
      [path, `${path}-wal`].some((file) => existsSync(file) && readFileSync(file).includes(word))
    for (const text of ['canario-uno', 'x'.repeat(40_000), 'canario-dos', 'queda'])
      await inbox.append(delivery(text, 1))
    expect([found('canario-uno'), found('canario-dos'), found('queda')]).toEqual([true, true, true])
    expect(await inbox.prune(100, 3)).toBe(3)
    expect([found('canario-uno'), found('canario-dos'), found('queda')]).toEqual([false, false, true])
  })

  test('a reader elsewhere holds up neither a pruning nor what arrives', async () => {
    const path = freshPath()
    const inbox = start({ path })
    for (const text of ['a', 'b']) await inbox.append(delivery(text, 1))
    const reader = new Database(path, { readonly: true })
    reader.run('BEGIN')
    reader.query('SELECT count(*) FROM delivery').get()
    expect(await inbox.prune(100, 1)).toBe(1)
    await inbox.append(delivery('c', 1))
    reader.close()
    expect(await texts(inbox)).toEqual(['b', 'c'])
  })

  test('a delivery whose clock stood ahead stays until its own time is over', async () => {
    const inbox = start({ path: freshPath() })
    for (const at of [1, 2, 9_999, 3, 4]) await inbox.append(delivery(`${at}`, at))
    await inbox.prune(100, 5)
    expect(await texts(inbox)).toContain('9999')
    await inbox.prune(10_000, 5)
    await inbox.prune(10_000, 5)
    expect(await texts(inbox)).toEqual([])
  })
})

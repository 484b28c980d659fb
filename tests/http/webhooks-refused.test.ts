// What does the door answer when it cannot promise: bodies too long or cut, a disk that is full, read-only, locked or slow?
import type { Inbox } from '../../src/store/inbox.ts'
import type { Door, DoorOptions } from './door.ts'
import { Database } from 'bun:sqlite'
import { afterEach, describe, expect, test } from 'bun:test'
import { bytes, chunk, chunkedHead, MESSAGE, openDoor, rawRequest, secretOf } from './door.ts'
import { sign } from './scripted-channel.ts'

const doors: Door[] = []
afterEach(async () => {
  for (const door of doors.splice(0)) await door.close()
})

function open(options: DoorOptions = {}): Door {
  const door = openDoor(options)
  doors.push(door)
  return door
}

const LIMIT = 4 * 1024 * 1024

describe('a body that is', () => {
  test.each([
    ['one byte under the limit', LIMIT - 1, 200],
    ['at the limit', LIMIT, 200],
    ['one byte over the limit', LIMIT + 1, 413],
  ])('%s is answered %p → %p', async (_, length, status) => {
    const door = open()
    expect((await door.post('whatsapp', new Uint8Array(length).fill(0x20))).status).toBe(status)
    expect(await door.kept()).toHaveLength(status === 200 ? 1 : 0)
  })

  test('announced too long is refused before it is sent', async () => {
    const door = open()
    const head = `POST /webhooks/whatsapp HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n`
    expect(await rawRequest(door.port, head, 'x')).toBe(413)
  })

  test.each([
    ['at the limit', 4, 401],
    ['over the limit', 5, 413],
  ])('chunked and %s is answered by its bytes, not by its word', async (_, megabytes, status) => {
    const door = open()
    const million = chunk('x'.repeat(1024 * 1024))
    const body = Array.from({ length: megabytes }, () => million)
    expect(await rawRequest(door.port, chunkedHead('other'), ...body, '0\r\n\r\n')).toBe(status)
    expect(await door.kept()).toEqual([])
  })

  test('cut short is not kept, and the door goes on', async () => {
    const door = open()
    const signature = sign(bytes(MESSAGE), secretOf('whatsapp'))
    const head = `POST /webhooks/whatsapp HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\nX-Hub-Signature-256: ${signature}\r\n\r\n`
    const socket = await Bun.connect({ hostname: '127.0.0.1', port: door.port, socket: { data: () => {} } })
    socket.write(`${head}${MESSAGE}`)
    socket.flush()
    expect((await door.post('whatsapp', MESSAGE)).status).toBe(200)
    socket.terminate()
    expect((await door.post('whatsapp', MESSAGE)).status).toBe(200)
    expect(await door.kept()).toHaveLength(2)
  })
})

describe('many at once', () => {
  test('two hundred deliveries share few commits and are all kept', async () => {
    const door = open()
    let commits = 0
    door.inbox.onAppend(() => void commits++)
    const bodies = Array.from({ length: 200 }, (_, index) => `{"n":${index}}`)
    const answers = await Promise.all(bodies.map((body) => door.post('whatsapp', body)))
    expect(answers.map((answer) => answer.status)).toEqual(bodies.map(() => 200))
    expect((await door.kept()).map((each) => each.text).sort()).toEqual(bodies.sort())
    expect(commits).toBeLessThan(100)
  })
})

describe('when nothing can be promised', () => {
  test('because the file is read-only, the answer is 503 and recovery needs nobody', async () => {
    const door = open()
    door.db.run('PRAGMA query_only = 1')
    await refused(door)
    door.db.run('PRAGMA query_only = 0')
    expect((await door.post('whatsapp', MESSAGE)).status).toBe(200)
    expect(await door.kept()).toHaveLength(1)
  })

  test('because the disk is full, the answer is 503 until there is room', async () => {
    const door = open()
    const { page_count } = door.db.query<{ page_count: number }, []>('PRAGMA page_count').get()!
    door.db.run(`PRAGMA max_page_count = ${page_count}`)
    const large = `{"text":"${'x'.repeat(50_000)}"}`
    expect((await door.post('whatsapp', large)).status).toBe(503)
    expect(await door.kept()).toEqual([])
    door.db.run('PRAGMA max_page_count = 100000')
    expect((await door.post('whatsapp', large)).status).toBe(200)
  })

  test('because another process holds the lock, the answer is 503 until it lets go', async () => {
    const door = open()
    const other = new Database(door.path)
    other.run('BEGIN IMMEDIATE')
    await refused(door)
    other.run('ROLLBACK')
    other.close()
    expect((await door.post('whatsapp', MESSAGE)).status).toBe(200)
  })

  test('because the house is going down, the answer is 503', async () => {
    let draining = true
    const door = open({ draining: () => draining })
    await refused(door)
    draining = false
    expect((await door.post('whatsapp', MESSAGE)).status).toBe(200)
  })

  test('because the inbox is closed, the answer is 503', async () => {
    const door = open()
    await door.inbox.close()
    expect((await door.post('whatsapp', MESSAGE)).status).toBe(503)
  })

  async function refused(door: Door): Promise<void> {
    const answers = await Promise.all([1, 2, 3].map(() => door.post('whatsapp', MESSAGE)))
    expect(answers.map((answer) => answer.status)).toEqual([503, 503, 503])
    expect(await door.kept()).toEqual([])
    expect(door.logged.join()).toContain('delivery refused')
  }
})

describe('patience', () => {
  test('a delivery that waited four seconds for the disk is answered 503, one that waited less 200', async () => {
    const stuck = stuckInbox()
    let mono = 0
    const sleeps: { until: number; wake: () => void }[] = []
    const clock = {
      now: () => 1,
      mono: () => mono,
      wait: (ms: number) => new Promise<void>((wake) => void sleeps.push({ until: mono + ms, wake })),
    }
    const advance = (to: number): void => {
      mono = to
      for (const sleep of sleeps.splice(0))
        if (sleep.until <= mono) sleep.wake()
        else sleeps.push(sleep)
    }
    const door = open({ clock, wrap: stuck.wrap })
    const first = door.post('whatsapp', MESSAGE)
    await stuck.reached(1)
    advance(3_999)
    const second = door.post('whatsapp', MESSAGE)
    await stuck.reached(2)
    advance(4_000)
    expect((await first).status).toBe(503)
    advance(7_998)
    stuck.free()
    expect((await second).status).toBe(200)
  })
})

/** An inbox whose disk does not answer until it is freed. */
function stuckInbox() {
  const { promise: freed, resolve: free } = Promise.withResolvers<void>()
  const arrivals = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let appended = 0
  const wrap = (inbox: Inbox): Inbox => ({
    ...inbox,
    append: () => {
      arrivals[appended++]?.resolve()
      return freed.then(() => {})
    },
  })
  return { wrap, free, reached: (count: number) => arrivals[count - 1]!.promise }
}

// Does the memory agree with itself after a random life? Counters, heads, lists and the index are held against the rows they stand for.
import { Database } from 'bun:sqlite'
import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Rules } from '../../src/actions.ts'
import type { Event, InboundEvent } from '../../src/events.ts'
import type { ChannelName, Receipt } from '../../src/model.ts'
import { createRules } from '../../src/rules/rules.ts'
import type { QueuedSend } from '../../src/state.ts'
import type { Store } from '../../src/store/store.ts'
import {
  answerOf,
  customer,
  hour,
  minute,
  noon,
  opener,
  parcel,
  receipt,
  says,
  second,
} from '../support/memory.ts'

const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']
const real = createRules()
/** Some events throw only after everything they do was written. */
const rules: Rules = {
  ...real,
  decide: (state, event, now) => {
    const actions = real.decide(state, event, now)
    const poison = event.type === 'message.received' && event.ref.endsWith('7')
    return poison ? [...actions, { type: 'lead.push', tag: 'veneno', at: Number.NaN }] : actions
  },
}

function randomOf(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

/** One life: customers, operators, the agent, the platform and the sweeper, in no order. */
async function live(store: Store, random: (n: number) => number): Promise<void> {
  const sent: QueuedSend[] = []
  let now = noon
  const who = () => customer(`c${random(8)}`, channels[random(4)])
  const anyone = async () => (await store.conversations({ limit: 32 }, now)).items[random(20)]?.id ?? null
  const step = async (event: Event) => {
    const id = await anyone()
    if (id !== null) await store.step(id, event, now)
  }
  const acts: readonly (() => Promise<unknown>)[] = [
    () => store.drain([parcel(words(random, who, now), now)], now),
    () => store.drain([parcel(words(random, who, now), now)], now),
    () => think(store, now, random),
    () => think(store, now, random),
    () => store.claimSend(now).then((send) => settle(store, send ?? undefined, now, random)),
    () => store.claimSend(now).then((send) => settle(store, send ?? undefined, now, random)),
    () => store.claimSend(now).then((send) => send !== null && sent.push(send)),
    () => settle(store, sent.splice(random(sent.length + 1), 1)[0], now, random),
    () => receipts(store, sent[random(sent.length + 1)], now, random),
    () =>
      step({ type: 'operator.wrote', by: 'opr_1', at: now, clientId: `k${random(200)}`, body: text('Yo') }),
    () => step({ type: 'operator.released', by: 'opr_1', at: now }),
    () => step({ type: 'operator.silenced', by: 'opr_1', at: now, until: now + hour }),
    () => step({ type: 'operator.read', by: 'opr_1', at: now }),
    () => step({ type: 'operator.tagged', by: 'opr_1', at: now, tag: `T${random(4)}` }),
    () => step({ type: 'operator.untagged', by: 'opr_1', at: now, tag: `T${random(4)}` }),
    async () => {
      for (const { conversation, event } of await store.due(now, 20))
        await store.step(conversation, event, now)
    },
    async () => random(10) === 0 && store.deleteTag((await store.tags()).at(-1)?.id ?? 'tag_', now),
    () => store.search({ q: 'palabra', limit: 5 }, now),
  ]
  for (let n = 0; n < 400; n += 1) {
    await acts[random(acts.length)]?.()
    now += [second, 10 * second, minute, hour][random(4)] ?? 0
  }
  await store.tidy()
}

function text(words: string) {
  return { kind: 'text', text: words } as const
}

function words(random: (n: number) => number, who: () => ReturnType<typeof customer>, at: number) {
  return Array.from({ length: 1 + random(40) }, (): InboundEvent => {
    const ref = `m${random(3_000)}`
    const kind = random(12)
    if (kind === 0) return { type: 'message.unsent', key: `${ref}u`, from: who(), at, ref }
    if (kind === 1)
      return { type: 'message.edited', key: `${ref}e`, from: who(), at, ref, body: text('otra palabra') }
    return says(ref, `palabra ${ref}`, { from: who(), at: at - random(60) * second })
  })
}

async function think(store: Store, now: number, random: (n: number) => number): Promise<void> {
  const turn = await store.claimTurn(now)
  if (turn === null || random(6) === 0) return
  const { conversation, fence, epoch, upto } = turn
  const answer = answerOf(['uno', 'dos', 'tres'].slice(0, random(4)))
  await store.step(conversation, { type: 'agent.answered', at: now, fence, epoch, upto, answer }, now)
}

async function settle(store: Store, send: QueuedSend | undefined, at: number, random: (n: number) => number) {
  if (send === undefined) return
  const { id, attempt } = send
  const results: readonly Event[] = [
    { type: 'send.succeeded', at, id, attempt, ref: `w-${id}` },
    { type: 'send.failed', at, id, attempt, because: 'not-sent', detail: '' },
    { type: 'send.failed', at, id, attempt, because: 'bad-request', detail: '' },
    { type: 'send.unknown', at, id, attempt, detail: '' },
  ]
  await store.step(send.conversation, results[random(results.length)]!, at)
}

async function receipts(
  store: Store,
  send: QueuedSend | undefined,
  at: number,
  random: (n: number) => number,
) {
  if (send === undefined) return
  const status = (['sent', 'failed', 'delivered', 'read'] satisfies Receipt[])[random(4)]!
  const key = random(2) === 0 ? { callback: `${send.id}.${send.attempt}.00000000` } : {}
  await store.drain([parcel([receipt(status, { ref: `w-${send.id}`, from: send.to, ...key })], at)], at)
}

const questions: Readonly<Record<string, string>> = {
  'a pending row is the head exactly when no open row stands before it': `
    SELECT o.seq FROM outbox o WHERE o.state = 'pending' AND o.head <> NOT EXISTS (SELECT 1 FROM outbox e
      WHERE e.conversation = o.conversation AND e.seq < o.seq AND e.state IN ('pending', 'sending', 'unknown'))`,
  'a tag counts its links': `
    SELECT name FROM tag t WHERE uses <> (SELECT count(*) FROM tag_link l WHERE l.tag = t.id)`,
  'a link is sorted as its conversation is': `
    SELECT l.tag FROM tag_link l JOIN conversation c ON c.id = l.conversation WHERE l.last_at <> c.last_at`,
  'no link is left of a tag that is gone': 'SELECT tag FROM tag_link WHERE tag NOT IN (SELECT id FROM tag)',
  'the ledger counts what there is': `
    SELECT * FROM ledger WHERE messages <> (SELECT count(*) FROM message)
      OR conversations <> (SELECT count(*) FROM conversation)`,
  'the last number of a conversation is its last message’s': `
    SELECT id FROM conversation c WHERE last_seq <> (SELECT max(seq) FROM message m WHERE m.conversation = c.id)`,
  'unread is at most what the customer said': `
    SELECT id FROM conversation c WHERE unread > (SELECT count(*) FROM message m
      WHERE m.conversation = c.id AND author = 'contact') OR (unread > 0) <> (flags & 1)`,
  'the customer waits exactly when nothing of ours followed': `
    SELECT id FROM conversation c WHERE (flags & 2 <> 0) <> ('contact' = (SELECT m.author FROM message m
      LEFT JOIN outbox o ON o.seq = m.seq WHERE m.conversation = c.id
      AND (o.state IS NULL OR o.state NOT IN ('cancelled', 'expired', 'failed')) ORDER BY m.seq DESC LIMIT 1))`,
  'a window’s end is noted, and never late': `
    SELECT id FROM conversation WHERE (window_open = 1) <> (window_due IS NOT NULL)
      OR window_due > last_inbound_at + 86400000`,
  'changes are numbered without a gap': 'SELECT max(seq) FROM change HAVING max(seq) <> count(*)',
  'every word that can be read can be found': `
    SELECT seq FROM message WHERE body NOT LIKE '%erased%' AND seq NOT IN
      (SELECT rowid FROM message_words WHERE message_words MATCH 'palabra OR uno OR dos OR tres OR yo')`,
  'nothing erased can be found': `
    SELECT rowid FROM message_words WHERE message_words MATCH 'palabra' AND rowid IN
      (SELECT seq FROM message WHERE body LIKE '%erased%')`,
}

test.each([1, 2, 3, 4, 5, 6])('random life %i', async (seed) => {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-life-'))
  const path = join(folder, 'app.db')
  const store = opener(path)({ rules })
  await live(store, randomOf(seed))
  const counts = await store.counts()
  expect(counts.messages).toBeGreaterThan(200)
  await store.close()
  const db = new Database(path)
  for (const [question, sql] of Object.entries(questions))
    expect({ question, wrong: db.query(sql).all() }).toEqual({ question, wrong: [] })
  expect(db.query('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  db.run("INSERT INTO message_words (message_words) VALUES ('integrity-check')")
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

// What can a customer do? Write, attach, tap, edit, unsend, react and read, and hear what the business answers.
import type { Clock } from '../clock.ts'
import type { Instant } from '../model.ts'
import type { FakeGraph } from './fake-graph.ts'
import type { Acceptance } from './ledger.ts'
import type { Random } from './naming.ts'
import type { Person } from './people.ts'
import type { Postman } from './postman.ts'
import type { Content, Dialect, MediaSort, Offered, Payload } from './webhooks/dialect.ts'
import type { Account, MetaChannel } from './world.ts'
import { offeredBy } from './choices.ts'
import { messageRef } from './naming.ts'
import { samples } from './samples.ts'

export interface SayOptions {
  readonly at?: Instant
  /** A message's id, or `story:<id>` on Instagram. */
  readonly inReplyTo?: string
  readonly referral?: Payload
}

export interface AttachOptions extends SayOptions {
  readonly bytes?: Uint8Array
  readonly mime?: string
  readonly caption?: string
  readonly filename?: string
}

/** The message's id on the platform, and what the product answered to its first delivery. */
export interface Said {
  readonly ref: string
  readonly status: number
}

export interface Customer {
  readonly channel: MetaChannel
  readonly account: string
  readonly id: string
  readonly name: string
  readonly person: Person
  says(text: string, options?: SayOptions): Promise<Said>
  sends(sort: MediaSort, options?: AttachOptions): Promise<Said>
  sendsImage(options?: AttachOptions): Promise<Said>
  sendsVoice(options?: AttachOptions): Promise<Said>
  sendsLocation(latitude: number, longitude: number): Promise<Said>
  /** Anything else: a type of message, and the keys beside it. */
  sendsRaw(type: string, fields: Payload): Promise<Said>
  /** One of the choices heard, newest first, by id or label; or any choice, offered or not. */
  taps(choice: string | Offered): Promise<Said>
  edits(ref: string, text: string): Promise<Said>
  unsends(ref: string): Promise<Said>
  /** Null takes the reaction back. */
  reacts(ref: string, emoji: string | null): Promise<Said>
  /** Reads everything heard so far. */
  reads(): Promise<void>
  heard(): readonly Acceptance[]
  /** The next message not yet listened to; null when `signal` aborts first. */
  hears(signal?: AbortSignal): Promise<Acceptance | null>
}

export interface CustomerParts {
  readonly graph: FakeGraph
  readonly postman: Postman
  readonly clock: Clock
  readonly random: Random
  readonly account: Account
  readonly dialect: Dialect
}

export function createCustomer(parts: CustomerParts, person: Person): Customer {
  const { graph, postman, clock, account, dialect } = parts
  const newRef = (): string => messageRef(account.channel, person.phone ?? person.id, false, parts.random)
  const edits = new Map<string, number>()
  const ears = createEars(graph, person)

  async function posts(ref: string, payload: Payload, at: Instant, isMessage: boolean): Promise<Said> {
    graph.people.heard(person, at, isMessage ? ref : undefined)
    return { ref, status: await postman.post(account, payload) }
  }

  function say(content: Content, options: SayOptions = {}): Promise<Said> {
    const { at = clock.now(), ...rest } = options
    const ref = newRef()
    return posts(ref, dialect.message(person, { ref, at, content, ...rest }), at, true)
  }

  function sends(sort: MediaSort, options: AttachOptions = {}): Promise<Said> {
    const { mime = samples[sort].mime, bytes = samples[sort].bytes, caption, filename, ...rest } = options
    return say(contentOf(graph, clock.now(), { sort, mime, bytes }, { caption, filename }), rest)
  }

  return {
    channel: person.channel,
    account: account.id,
    id: person.id,
    name: person.name,
    person,
    says: (text, options) => say({ kind: 'text', text }, options),
    sends,
    sendsImage: (options) => sends('image', options),
    sendsVoice: (options) => sends('audio', options),
    sendsLocation: (latitude, longitude) => say({ kind: 'location', latitude, longitude }),
    sendsRaw: (type, fields) => say({ kind: 'raw', type, fields }),
    taps: (choice) =>
      say({ kind: 'choice', choice: typeof choice === 'string' ? ears.offered(choice) : choice }),
    edits: (ref, text) => {
      const [at, count, own] = [clock.now(), (edits.get(ref) ?? 0) + 1, newRef()]
      edits.set(ref, count)
      return posts(own, dialect.edited(person, ref, text, at, { ref: own, count }), at, false)
    },
    unsends: (ref) => {
      const [at, own] = [clock.now(), newRef()]
      return posts(own, dialect.unsent(person, ref, at, { ref: own }), at, false)
    },
    reacts: (ref, emoji) => {
      const [at, own] = [clock.now(), newRef()]
      return posts(own, dialect.reacted(person, ref, emoji, at, { ref: own }), at, false)
    },
    reads: async () => {
      for (const acceptance of ears.unread()) {
        const payload = dialect.receipt(person, acceptance, 'read', clock.now())
        if (payload !== null) await postman.post(account, payload)
      }
    },
    heard: ears.heard,
    hears: ears.hears,
  }
}

/** The bytes get an id and a link, as an upload of the customer's app would. */
function contentOf(
  graph: FakeGraph,
  now: Instant,
  file: { readonly sort: MediaSort; readonly mime: string; readonly bytes: Uint8Array },
  words: { readonly caption: string | undefined; readonly filename: string | undefined },
): Content {
  const { id: fileId, mime, sha256 } = graph.files.put(file)
  return {
    kind: 'media',
    sort: file.sort,
    fileId,
    mime,
    sha256,
    url: graph.url + graph.files.link(fileId, now, 'public'),
    ...(words.caption === undefined ? {} : { caption: words.caption }),
    ...(words.filename === undefined ? {} : { filename: words.filename }),
    ...(file.sort === 'audio' ? { voice: true } : {}),
  }
}

interface Ears {
  heard(): readonly Acceptance[]
  unread(): readonly Acceptance[]
  hears(signal?: AbortSignal): Promise<Acceptance | null>
  offered(choice: string): Offered
}

function createEars(graph: FakeGraph, person: Person): Ears {
  const mine = (one: Acceptance): boolean => one.account === person.account && one.contact === person.id
  const heard = (): readonly Acceptance[] => graph.ledger.acceptances.filter(mine)
  let listenedTo = 0
  let readTo = 0
  return {
    heard,
    unread: () => {
      const unread = heard().slice(readTo)
      readTo += unread.length
      return unread
    },
    hears: (signal) =>
      new Promise((resolve) => {
        const take = (): boolean => {
          const next = heard()[listenedTo]
          if (next === undefined) return false
          listenedTo += 1
          resolve(next)
          return true
        }
        if (take()) return
        const stop = graph.onAccepted((acceptance) => {
          if (mine(acceptance) && take()) stop()
        })
        signal?.addEventListener(
          'abort',
          () => {
            stop()
            resolve(null)
          },
          { once: true },
        )
      }),
    offered: (choice) => {
      const offers = heard().toReversed().flatMap(offeredBy)
      const found = offers.find(({ id, label }) => id === choice || label === choice)
      if (found === undefined) throw new Error(`${person.name} was not offered "${choice}"`)
      return found
    },
  }
}

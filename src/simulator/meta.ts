// Who is on the other side of the wire? Customers and the business's own devices around one fake Graph, speaking to one product.
import type { Clock } from '../clock.ts'
import type { Caller } from './caller.ts'
import type { FakeGraph } from './fake-graph.ts'
import type { Random } from './naming.ts'
import type { Person } from './people.ts'
import type { Dialect } from './webhooks/dialect.ts'
import type { Account, MetaChannel } from './world.ts'
import { createBusiness, type Business, type Office } from './business.ts'
import { createCustomer, type Customer } from './customers.ts'
import { digits, pick, scopedUserId } from './naming.ts'
import { createPostman, type PostmanOptions, type WebhookPlan } from './postman.ts'
import { tellReceipts, type ReceiptPlan } from './receipts.ts'
import { createInstagramDialect } from './webhooks/instagram.ts'
import { createMessengerDialect } from './webhooks/messenger.ts'
import { createWhatsAppDialect } from './webhooks/whatsapp.ts'

export interface MetaOptions {
  readonly graph: FakeGraph
  /** Where the product listens, without a slash at the end. */
  readonly productUrl: string
  readonly call: Caller
  readonly clock: Clock
  readonly random: Random
  readonly receipts?: ReceiptPlan
  readonly webhooks?: WebhookPlan
  readonly retryMs?: NonNullable<PostmanOptions['retryMs']>
  /** Instagram's echoes of the product's own messages name the app. */
  readonly instagramEchoesAppId?: boolean
}

export interface CustomerOptions {
  readonly name: string
  /** WhatsApp: `null` hides it behind a username; made up when absent. */
  readonly phone?: string | null
  readonly username?: string
  readonly id?: string
  /** The business's account, when it has several on this channel. */
  readonly account?: string
  readonly unreachable?: boolean
}

export interface Meta extends Business {
  customer(channel: MetaChannel, options: CustomerOptions): Customer
  /** The handshake of the webhook: did the product give the challenge back? */
  verifies(channel: MetaChannel, token?: string): Promise<boolean>
  /** Everything posted inside leaves as one webhook for each account. */
  together(within: () => Promise<unknown>): Promise<void>
  /** Delivers the webhooks that a plan dropped. */
  redeliver(): Promise<void>
  /** Waits until nothing is in flight: receipts, delays and repetitions included. */
  settled(): Promise<void>
  /** No more receipts, no more repetitions. */
  close(): void
}

export function connectMeta(options: MetaOptions): Meta {
  const { graph, clock, random, productUrl, call } = options
  const { world, ledger } = graph
  const { webhooks: plan, retryMs, receipts } = options
  const postman = createPostman({
    world,
    productUrl,
    call,
    clock,
    ledger,
    ...(plan === undefined ? {} : { plan }),
    ...(retryMs === undefined ? {} : { retryMs }),
  })
  const accounts = world.accounts.map((account) => ({ account, dialect: dialectOf(account, options) }))
  const office: Office = {
    of: (channel, id) => {
      const found = accounts.find(({ account: one }) => one.channel === channel && (id ?? one.id) === one.id)
      if (found === undefined) throw new Error(`the business has no such ${channel} account`)
      return found
    },
  }
  const stop = graph.onAccepted((acceptance) => {
    const who = graph.people.find(acceptance.account, acceptance.contact)
    const parts = { postman, clock, ...(receipts === undefined ? {} : { plan: receipts }) }
    if (who === null) return
    return tellReceipts(parts, { acceptance, who, ...office.of(acceptance.channel, acceptance.account) })
  })
  return {
    ...createBusiness({ office, graph, postman, clock, random }),
    customer: (channel, given) => {
      const { account, dialect } = office.of(channel, given.account)
      const person = graph.people.add(personOf(account, given, random))
      return createCustomer({ graph, postman, clock, random, account, dialect }, person)
    },
    verifies: async (channel, token = world.verifyToken) => {
      const challenge = digits(random, 10)
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.challenge': challenge,
        'hub.verify_token': token,
      })
      const { status, body } = await call({
        method: 'GET',
        url: `${productUrl}/webhooks/${channel}?${query}`,
      })
      return status === 200 && body === challenge
    },
    together: postman.together,
    redeliver: postman.redeliver,
    settled: postman.settled,
    close: () => {
      stop()
      postman.close()
    },
  }
}

function dialectOf(account: Account, options: MetaOptions): Dialect {
  const { appId } = options.graph.world
  if (account.channel === 'whatsapp') return createWhatsAppDialect(account)
  if (account.channel === 'messenger') return createMessengerDialect(account, appId)
  return createInstagramDialect(account, appId, { echoesAppId: options.instagramEchoesAppId ?? false })
}

function personOf(account: Account, given: CustomerOptions, random: Random): Person {
  const { name, username } = given
  const whatsapp = account.channel === 'whatsapp'
  const phone = given.phone === undefined ? `346${pick(random, '0123456789', 8)}` : given.phone
  return {
    channel: account.channel,
    account: account.id,
    id: given.id ?? (whatsapp ? scopedUserId(random) : digits(random, 16)),
    name,
    ...(username === undefined ? {} : { username }),
    ...(whatsapp && phone !== null ? { phone } : {}),
    ...(given.unreachable === true ? { unreachable: true } : {}),
  }
}

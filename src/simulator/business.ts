// What does the business do outside the product? It answers from its phone or from Meta's inbox, and Meta tells about its account.
import type { Clock } from '../clock.ts'
import type { Customer, Said } from './customers.ts'
import type { FakeGraph } from './fake-graph.ts'
import type { Random } from './naming.ts'
import type { Postman } from './postman.ts'
import type { Dialect, Payload } from './webhooks/dialect.ts'
import type { Account, MetaChannel } from './world.ts'
import { messageRef } from './naming.ts'
import { instagramInboxApp } from './webhooks/instagram.ts'
import { threadTaken } from './webhooks/messaging.ts'
import { pageInboxApp } from './webhooks/messenger.ts'
import { accountField, businessUsername, templateStatus } from './webhooks/whatsapp.ts'

/** A place from which a person answers. */
export interface Device {
  says(to: Customer, text: string): Promise<Said>
}

export interface TemplateNews {
  readonly name?: string
  readonly language?: string
  readonly reason?: string
}

export interface Business {
  /** The WhatsApp Business app on the shop's phone (coexistence). */
  readonly phoneApp: Device
  /** Meta's inbox for Messenger and Instagram. */
  readonly metaInbox: Device
  /** Messenger, Instagram: the thread goes to Meta's inbox. */
  takesThread(of: Customer): Promise<number>
  /** `APPROVED`, `REJECTED`, `PAUSED` … */
  templateStatus(event: string, template?: TemplateNews): Promise<number>
  usernameStatus(username: string, status: string): Promise<number>
  /** Any other field of the WhatsApp account: `account_update`, `phone_number_quality_update` … */
  accountNews(field: string, value: Payload): Promise<number>
  /** Any webhook at all, signed and delivered like the others. */
  posts(channel: MetaChannel, payload: Payload, account?: string): Promise<number>
}

/** Who speaks for which account. */
export interface Office {
  /** Without an id the first of the channel. Throws when there is none. */
  of(channel: MetaChannel, id?: string): { readonly account: Account; readonly dialect: Dialect }
}

export interface BusinessParts {
  readonly office: Office
  readonly graph: FakeGraph
  readonly postman: Postman
  readonly clock: Clock
  readonly random: Random
}

export function createBusiness({ office, graph, postman, clock, random }: BusinessParts): Business {
  const device = (...channels: readonly MetaChannel[]): Device => ({
    says: async (to, text) => {
      if (!channels.includes(to.channel)) throw new Error(`${to.channel} is not answered from there`)
      const { account, dialect } = office.of(to.channel, to.account)
      const ref = messageRef(to.channel, to.person.phone ?? to.id, true, random)
      graph.people.sent(ref)
      const payload = dialect.foreignEcho(to.person, text, ref, clock.now())
      return { ref, status: await postman.post(account, payload) }
    },
  })
  const tells = (write: (account: Account) => Payload): Promise<number> => {
    const { account } = office.of('whatsapp')
    return postman.post(account, write(account))
  }
  return {
    phoneApp: device('whatsapp'),
    metaInbox: device('messenger', 'instagram'),
    takesThread: (of) => {
      const instagram = of.channel === 'instagram'
      const owners = { previous: graph.world.appId, next: instagram ? instagramInboxApp : pageInboxApp }
      const { account } = office.of(of.channel, of.account)
      const object = instagram ? 'instagram' : 'page'
      return postman.post(account, threadTaken(object, account, of.person, clock.now(), owners))
    },
    templateStatus: (event, { name = 'recordatorio', language = 'es', reason = 'NONE' } = {}) =>
      tells((account) => templateStatus(account, { name, language, event, reason }, clock.now())),
    usernameStatus: (username, status) =>
      tells((account) => businessUsername(account, username, status, clock.now())),
    accountNews: (field, value) => tells((account) => accountField(account, field, value, clock.now())),
    posts: (channel, payload, account) => postman.post(office.of(channel, account).account, payload),
  }
}

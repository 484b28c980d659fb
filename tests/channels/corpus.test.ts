// Do real payloads mean what their index says? All of them, through the pure parsers, with every disagreement explained by name.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import { parseInstagram } from '../../src/channels/instagram/parse.ts'
import { parseMessenger } from '../../src/channels/messenger/parse.ts'
import { parseWhatsApp } from '../../src/channels/whatsapp/parse.ts'
import { corpus, differences, readSamples, type Sample } from './corpus.ts'

/** Where we and the index disagree on purpose. */
const explained = new Map([
  [
    'messenger/maciekmm-messenger-platform-go-sdk__messenger_test_L136.json',
    'a timestamp of 0 is none: the time of the entry stands in for it',
  ],
  [
    'whatsapp/yvfl-api-whatsapp-docs__business_scoped_user_ids_L621.json',
    'a status names the phone number and the business-scoped id: the id is the address',
  ],
  [
    'messenger/BotBuilderCommunity-botbuilder-community-dotnet__FacebookMessages_L127.json',
    'a message that an app sends, not one that arrives: it has no sender to answer',
  ],
  [
    'whatsapp/codigoencasa-builderbot__core.test_L180.json',
    'a status of no message: neither id nor callback',
  ],
  [
    'whatsapp/piusalfred-whatsapp__webhooks_test_L1867.json',
    'a status of no message: neither id nor callback',
  ],
])
/** Not addressed to anybody's chat: nothing of it may ever be answered. */
const unanswerable =
  /^(negative|field_(?!messages)|standby|empty_event|EVENT_TYPE|foo|optin|change_|app_roles|game_play|payment|checkout|pre_checkout)|\+group/

const any = { appId: null, accounts: null }
const samples = corpus === null ? [] : readSamples(corpus)

function parse(sample: Sample): readonly InboundEvent[] {
  if (sample.channel === 'whatsapp') return parseWhatsApp(sample.payload, any)
  if (sample.channel === 'instagram') return parseInstagram(sample.payload, any)
  return parseMessenger(sample.payload, any)
}

/** Each fact meets the event that disagrees least, and no event twice. */
function disagreements(sample: Sample): readonly string[] {
  const left = [...parse(sample)]
  return sample.facts.flatMap((fact) => {
    const ranked = left.map((event, index) => ({ index, found: differences(fact, event) }))
    const [best] = ranked.sort((a, b) => a.found.length - b.found.length)
    if (best === undefined) return [`${fact.kind}: no event`]
    left.splice(best.index, 1)
    return best.found
  })
}

describe('the public corpus', () => {
  test('is whole, or not there at all', () => {
    if (corpus === null) process.stdout.write('the corpus is missing: its payloads were not read\n')
    expect(samples.length).toBe(corpus === null ? 0 : 487)
  })

  test('every payload becomes the events that its index tells', () => {
    const found = samples.flatMap((sample) => {
      const told = disagreements(sample)
      return told.length === 0 || explained.has(sample.file) ? [] : [`${sample.file}: ${told.join('; ')}`]
    })
    expect(found.join('\n')).toBe('')
  })

  test('every explanation is still needed', () => {
    const stale = [...explained.keys()].filter((file) => {
      const sample = samples.find((one) => one.file === file)
      return sample === undefined || disagreements(sample).length === 0
    })
    expect(corpus === null ? [] : stale).toEqual([])
  })

  test('what is no chat never becomes a message of a customer', () => {
    const said = samples.filter(
      (sample) =>
        (unanswerable.test(sample.kind) || sample.channel === 'page_feed' || sample.channel === 'other') &&
        parse(sample).some((event) => event.type === 'message.received'),
    )
    expect(said.map((sample) => sample.file)).toEqual([])
  })

  test('nothing is silent: each payload becomes at least one event', () => {
    expect(samples.filter((sample) => parse(sample).length === 0).map((sample) => sample.file)).toEqual([])
  })

  test('read by the parser of another platform, each is ignored as a foreign object', () => {
    const wrong = samples.filter((sample) => {
      const events =
        sample.channel === 'whatsapp'
          ? parseMessenger(sample.payload, any)
          : parseWhatsApp(sample.payload, any)
      return events.length !== 1 || events[0]?.type !== 'ignored'
    })
    expect(wrong.map((sample) => sample.file)).toEqual([])
  })

  test('of an account that is not ours, everything said to it is ignored', () => {
    const strange = { appId: null, accounts: new Set(['another account']) }
    const heard = samples.flatMap((sample) =>
      (sample.channel === 'whatsapp'
        ? parseWhatsApp(sample.payload, strange)
        : parseMessenger(sample.payload, strange)
      ).filter((event) => event.from.contact !== ''),
    )
    expect(heard).toEqual([])
  })
})

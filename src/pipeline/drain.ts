// How does a raw delivery become events that are applied once, and what if it cannot be read, or kills the process?
import { reasonOf } from '../errors.ts'
import type { InboundEvent } from '../events.ts'
import type { SendKeys } from '../send-key.ts'
import type { Delivery } from '../store/inbox.ts'
import type { ParsedDelivery } from '../store/store.ts'
import type { PipelineParts } from './parts.ts'

/** Small enough that an acknowledgement never waits long for a batch. */
const batchSize = 32
const maxStrikes = 3

export async function drain(parts: PipelineParts): Promise<boolean> {
  const { inbox, store, clock, points } = parts
  const deliveries = await inbox.read(store.cursor(), batchSize)
  if (deliveries.length === 0) return false
  points.at('C5')
  await store.drain(
    deliveries.map((delivery) => parseOne(parts, delivery)),
    clock.now(),
  )
  points.at('C8')
  return true
}

export async function drainFirst(parts: PipelineParts): Promise<void> {
  const { inbox, store, clock, log } = parts
  const [first] = await inbox.read(store.cursor(), 1)
  if (first === undefined) return
  await store.strike(first.seq, clock.now())
  const strikes = await store.strikes(first.seq)
  if (strikes <= maxStrikes) return store.drain([parseOne(parts, first)], clock.now())
  log.quarantined(first.channel, first.seq, 'killed the process')
  await store.drain([quarantine(first, 'killed the process')], clock.now())
}

function parseOne(parts: PipelineParts, delivery: Delivery): ParsedDelivery {
  parts.points.at('C6')
  const { seq, channel, at } = delivery
  const events = readEvents(parts, delivery).map((event) => ownKeysOnly(event, parts.keys))
  for (const event of events) {
    if (event.type === 'quarantined') parts.log.quarantined(channel, seq, event.because)
  }
  return { seq, channel, at, events }
}

function readEvents(parts: PipelineParts, delivery: Delivery): readonly InboundEvent[] {
  const channel = parts.channels.get(delivery.channel)
  if (channel === undefined) return quarantine(delivery, 'channel is off').events
  try {
    return channel.parse(JSON.parse(decoder.decode(delivery.raw)))
  } catch (error) {
    return quarantine(delivery, error instanceof SyntaxError ? 'not JSON' : reasonOf(error)).events
  }
}

const decoder = new TextDecoder()

function quarantine(delivery: Delivery, because: string): ParsedDelivery {
  const { seq, channel, at } = delivery
  const from = { channel, account: '', contact: '' }
  return {
    seq,
    channel,
    at,
    events: [{ type: 'quarantined', key: `delivery:${seq}`, from, at, because, index: 0 }],
  }
}

/** A callback that only looks like ours proves nothing. */
function ownKeysOnly(event: InboundEvent, keys: SendKeys): InboundEvent {
  if (event.type !== 'message.progressed' || event.callback === undefined || keys.isOurs(event.callback))
    return event
  const { callback: _, ...rest } = event
  return rest
}

// How does a queued body reach its platform, once? Claimed by compare-and-set, sent outside, the result is a step.
import type { SendResult } from '../channels/channel.ts'
import type { QueuedSend } from '../state.ts'
import { claimMs, type PipelineParts, type Work } from './parts.ts'

export async function takeSend(parts: PipelineParts): Promise<Work | null> {
  const { store, clock, points } = parts
  const deadline = clock.mono() + claimMs
  const row = await store.claimSend(clock.now())
  if (row === null) return null
  points.at('C15')
  return async (signal) => {
    await deliver(parts, row, deadline, signal)
    points.at('C20')
  }
}

async function deliver(
  parts: PipelineParts,
  row: QueuedSend,
  deadline: number,
  signal: AbortSignal,
): Promise<void> {
  const { channels, store, clock, log, points, keys } = parts
  const since = clock.mono()
  const channel = channels.get(row.to.channel)
  const options = { key: keys.sign(row.id, row.attempt), human: row.human, deadline }
  const result: SendResult =
    channel === undefined
      ? { ok: false, because: 'unauthorized', detail: 'channel is off' }
      : await channel.send(row.to, row.body, options, signal)
  points.at('C19')
  const at = clock.now()
  const about = { id: row.id, attempt: row.attempt, at }
  if (result.ok === true) {
    log.sendAccepted(row.id, row.to.channel, clock.mono() - since)
    await store.step(row.conversation, { type: 'send.succeeded', ...about, ref: result.ref }, at)
  } else if (result.ok === 'unknown') {
    log.sendUnknown(row.id, row.to.channel, result.detail)
    await store.step(row.conversation, { type: 'send.unknown', ...about, detail: result.detail }, at)
  } else {
    log.sendFailed(row.id, row.to.channel, result.because, result.detail)
    const { ok: _, ...failure } = result
    await store.step(row.conversation, { type: 'send.failed', ...about, ...failure }, at)
  }
}

// How does a due turn become an answer? Under a lease, outside any transaction; whoever stepped in meanwhile wins at the commit.
import type { Turn } from '../agent/agent.ts'
import type { Presence, SendOptions } from '../channels/channel.ts'
import { reasonOf } from '../errors.ts'
import type { Answer } from '../events.ts'
import { claimMs, type PipelineParts, type Work } from './parts.ts'

const answerMs = 45_000

export async function takeTurn(parts: PipelineParts): Promise<Work | null> {
  const turn = await parts.store.claimTurn(parts.clock.now())
  if (turn === null) return null
  parts.points.at('C9')
  return (signal) => think(parts, turn, signal)
}

async function think(parts: PipelineParts, turn: Turn, signal: AbortSignal): Promise<void> {
  const { store, agent, clock, log, points } = parts
  const since = clock.mono()
  const whileHeld = holding(parts, turn, signal)
  try {
    showPresence(parts, turn, whileHeld.signal)
    const asks = turn.kind === 'memo' || hasContent(turn)
    const answer = asks ? await agent.answer(turn, whileHeld.signal) : unsentAnswer
    points.at('C11')
    const { fence, epoch, upto } = turn
    const at = clock.now()
    await store.step(turn.conversation, { type: 'agent.answered', at, fence, epoch, upto, answer }, at)
    log.turnAnswered(turn.conversation, answer.by.model, answer.bubbles.length, clock.mono() - since)
  } catch (error) {
    await endFailed(parts, turn, whileHeld.signal, error)
  } finally {
    whileHeld.stop()
  }
}

/** Everything the turn was about was unsent meanwhile. */
const unsentAnswer: Answer = {
  by: { prompt: '', engine: '', model: 'ninguno' },
  bubbles: [],
  findings: [],
  rejected: [],
  data: {},
  noAnswer: false,
  usage: { requests: 0, inputTokens: 0, outputTokens: 0 },
  because: 'unsent',
}

function hasContent(turn: Turn): boolean {
  return turn.burst.some((message) => message.body.kind !== 'erased')
}

async function endFailed(
  parts: PipelineParts,
  turn: Turn,
  signal: AbortSignal,
  error: unknown,
): Promise<void> {
  if (signal.aborted && !parts.store.holds(turn.conversation, turn.fence)) {
    return parts.log.turnDropped(turn.conversation, 'aborted')
  }
  const { fence, epoch, upto } = turn
  const at = parts.clock.now()
  const detail = reasonOf(error)
  parts.log.turnDropped(turn.conversation, 'failed', detail)
  await parts.store.step(turn.conversation, { type: 'agent.failed', at, fence, epoch, upto, detail }, at)
}

/** A signal that aborts when the lease is lost, the house closes, or the model hangs. Saves money; correctness rests on the fence. */
function holding(
  parts: PipelineParts,
  turn: Turn,
  closing: AbortSignal,
): { readonly signal: AbortSignal; stop(): void } {
  const lost = new AbortController()
  const over = new AbortController()
  const stopListening = parts.store.onCommit(() => {
    if (!parts.store.holds(turn.conversation, turn.fence)) lost.abort()
  })
  void parts.clock.wait(answerMs, over.signal).then(() => {
    if (!over.signal.aborted) lost.abort()
  })
  return {
    signal: AbortSignal.any([closing, lost.signal]),
    stop: () => {
      stopListening()
      over.abort()
    },
  }
}

function showPresence(parts: PipelineParts, turn: Turn, signal: AbortSignal): void {
  const channel = parts.channels.get(turn.to.channel)
  const ref = turn.burst.at(-1)?.ref ?? null
  if (channel === undefined || ref === null) return
  const presence: Presence = { kind: 'presence', what: 'typing', ref }
  const options: SendOptions = { key: '', human: false, deadline: parts.clock.mono() + claimMs }
  // Best effort: a customer who does not see the dots has lost nothing, and the channel answers with a value, never a throw.
  void channel.send(turn.to, presence, options, signal)
}

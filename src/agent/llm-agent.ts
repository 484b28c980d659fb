// How is a turn answered with a model? The floor first, which may need none; then passages, one structured request, the gate and the
// locks. Whatever fails, the customer gets the pack's own words or nothing.
import type { Answer } from '../events.ts'
import type { MessageId } from '../model.ts'
import type { Agent, Turn } from './agent.ts'
import type { FloorReading } from './floor/floor.ts'
import type { LlmParts, Room, Scene } from './scene.ts'
import { isSpent } from './budget.ts'
import { draftOf } from './llm-reply.ts'
import { finish, speak } from './llm-speech.ts'
import { memoTurn } from './memo-turn.ts'
import { createMeter } from './meter.ts'
import { createNoModelAgent } from './no-model.ts'
import { answerWithout } from './outage.ts'
import { isForModel } from './readable.ts'
import { createResilient } from './resilient.ts'
import { consultIn } from './tongue.ts'
import { hasFailed } from './tools.ts'

export function createLlmAgent(parts: LlmParts): Agent {
  const room: Room = { ...parts, resilient: createResilient(parts) }
  const { models } = parts
  return {
    describe() {
      const { pack } = parts.desk()
      const names = models.namesFor(pack)
      return {
        model: names[0] ?? 'ninguno',
        prompt: pack.version,
        problems: [...parts.problems(), ...models.problemsOf(pack)],
        resting: room.resilient.resting(names),
      }
    },
    check: (signal) => models.check(models.namesFor(parts.desk().pack), signal),
    async answer(turn, signal) {
      signal.throwIfAborted()
      const desk = parts.desk()
      const scene: Scene = {
        desk,
        noModel: createNoModelAgent({ ...parts, desk: () => desk }),
        meter: createMeter(),
        lookups: { tools: [], passages: [] },
        since: parts.clock.mono(),
        signal,
        heard: new Map(),
        passages: [],
        language: null,
        dropped: [],
      }
      const answer = turn.kind === 'memo' ? await memoTurn(room, scene, turn) : await think(room, scene, turn)
      signal.throwIfAborted()
      return finish(room, scene, turn, answer)
    },
  }
}

async function think(room: Room, scene: Scene, turn: Turn): Promise<Answer> {
  const { voice } = room
  const { desk, noModel, meter, signal } = scene
  const first = desk.floor.read(turn)
  const spent = isSpent(room.budget, turn.spent)
  if (first.handOver !== null) return noModel.answer(turn, signal)
  if (voice !== null && !spent) scene.heard = await voice.hear(turn, desk.pack, meter, signal)
  const told = scene.heard.size === 0 ? turn : withTranscripts(turn, scene.heard)
  const reading = told === turn ? first : desk.floor.read(told)
  const readable = told.burst.some(({ author, body }) => author === 'contact' && isForModel(body))
  if (reading.handOver !== null || !readable) return noModel.answer(told, signal)
  if (spent) return answerWithout(noModel, desk, told, 'budget', signal)
  return (
    (await modelAnswer(room, scene, told, reading)) ??
    answerWithout(noModel, desk, told, 'model-down', signal)
  )
}

/** Null when no model could be brought to answer. */
async function modelAnswer(
  room: Room,
  scene: Scene,
  turn: Turn,
  reading: FloorReading,
): Promise<Answer | null> {
  const { desk, lookups } = scene
  const consulted = await consultIn(room, scene, turn)
  if (consulted === null) return null
  const { proposal, model, passages } = consulted
  const sources = [...passages, ...lookups.passages]
  const toolFailed = hasFailed(lookups)
  const draft = draftOf({ desk, turn, reading, proposal, model, sources, toolFailed })
  return speak(room, scene, turn, draft, model)
}

function withTranscripts(turn: Turn, heard: ReadonlyMap<MessageId, string>): Turn {
  const burst = turn.burst.map((message) => {
    const transcript = heard.get(message.id)
    const { body } = message
    return transcript === undefined || body.kind !== 'media'
      ? message
      : { ...message, body: { ...body, transcript } }
  })
  return { ...turn, burst }
}

// How is a memo turn run? Like any other request, but without a word to the customer; when it fails, the old memo stays.
import type { Answer } from '../events.ts'
import type { Turn } from './agent.ts'
import type { Room, Scene } from './scene.ts'
import { askModel } from './ask.ts'
import { isSpent } from './budget.ts'
import { memoed, memoOf, memoQuestion } from './memo.ts'

type SummedUp = Pick<Answer, 'memo' | 'because'> & { readonly model: string }

export async function memoTurn(room: Room, scene: Scene, turn: Turn): Promise<Answer> {
  const waits = memoed(turn).length > 0 && !isSpent(room.budget, turn.spent)
  const { model, ...rest } = waits ? await sumUp(room, scene, turn) : { model: 'ninguno', because: 'memo' }
  return {
    by: { prompt: scene.desk.pack.version, engine: room.engine, model },
    bubbles: [],
    findings: [],
    rejected: [],
    data: {},
    noAnswer: false,
    usage: scene.meter.usage(),
    ...rest,
  }
}

async function sumUp({ models, resilient }: Room, scene: Scene, turn: Turn): Promise<SummedUp> {
  const { desk, meter, signal } = scene
  const question = memoQuestion(desk, turn)
  const ask = async (name: string): Promise<NonNullable<Answer['memo']>> => {
    const model = await models.open(name, 0, signal)
    return memoOf(await askModel(model, question, meter, signal), turn)
  }
  try {
    const { value, model } = await resilient.ask(models.namesFor(desk.pack), ask, meter.calls, signal)
    return { memo: value, because: 'memo', model }
  } catch {
    signal.throwIfAborted()
    return { because: 'memo: el modelo falló', model: 'ninguno' }
  }
}

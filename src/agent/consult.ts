// How is a model brought to a proposal for this turn? Its passages and pictures are laid out, then it is asked once, or with the
// author's tools at hand.
import type { Turn } from './agent.ts'
import type { Question } from './ask.ts'
import type { Room, Scene } from './scene.ts'
import type { Passage } from './pack-knowledge.ts'
import type { Proposal } from './proposal.ts'
import type { Pictures } from './transcript.ts'
import { askModel, proposalOf } from './ask.ts'
import { ModelDown, chainOf } from './model-failure.ts'
import { answerTool } from './pack-tools.ts'
import { picturesOf } from './pictures.ts'
import { retrieve } from './retrieve.ts'
import { answerShape } from './shape.ts'
import { systemPrompt } from './system-prompt.ts'
import { transcriptOf } from './transcript.ts'

export interface Consulted {
  readonly proposal: Proposal
  readonly model: string
  readonly passages: readonly Passage[]
  /** In which it was told to answer. */
  readonly language: string
}

/** Null when every model has failed. `nudge` is said last, after a first try that was no good. Throws only for the signal. */
export async function consult(room: Room, scene: Scene, turn: Turn, nudge = ''): Promise<Consulted | null> {
  const { desk, signal } = scene
  const names = room.models.namesFor(desk.pack)
  const passages = retrieve(desk, turn)
  const { detectLanguage } = await import('./language.ts')
  const language = detectLanguage(desk, turn)
  scene.passages = passages.map(({ document, title }) => `${document} › ${title}`)
  scene.language = language
  const system = [systemPrompt(desk, { turn, passages, language }), nudge].filter(Boolean).join('\n\n')
  const pictures = names.some(room.models.sees) ? await picturesOf(turn, room.readMedia, signal) : new Map()
  const question = (name: string): Question => ({
    system,
    lines: transcriptOf(turn, room.models.sees(name) ? pictures : noPictures),
    shape: answerShape(desk.pack),
  })
  try {
    const ask = desk.pack.tools.length === 0 ? askOnce : askLooking
    return { ...(await ask(room, scene, names, question)), passages, language }
  } catch (error) {
    signal.throwIfAborted()
    const isKnown = chainOf(error).some((one) => one instanceof ModelDown)
    // What a library's error says may hold the customer's words: its name must do.
    const name = error instanceof Error ? error.name : typeof error
    if (!isKnown) room.log?.modelFailed(names[0] ?? '', 0, `defect ${name}`, null, 0)
    return null
  }
}

const noPictures: Pictures = new Map()

type Asked = Pick<Consulted, 'proposal' | 'model'>
type QuestionFor = (name: string) => Question

async function askOnce(
  room: Room,
  scene: Scene,
  names: readonly string[],
  question: QuestionFor,
): Promise<Asked> {
  const { desk, meter, signal } = scene
  const once = async (name: string): Promise<Proposal> => {
    const model = await room.models.open(name, desk.pack.agent.temperature, signal)
    return proposalOf(await askModel(model, question(name), meter, signal), answerTool)
  }
  const { value, model } = await room.resilient.ask(names, once, meter.calls, signal)
  return { proposal: value, model }
}

async function askLooking(
  room: Room,
  scene: Scene,
  names: readonly string[],
  question: QuestionFor,
): Promise<Asked> {
  const { desk, meter, lookups, signal } = scene
  const { askWithTools } = await import('./tool-loop.ts')
  const { temperature } = desk.pack.agent
  const open = (name: string) => room.models.open(name, temperature, signal)
  const loop = { names, question: question(names[0] ?? ''), tools: desk.pack.tools, meter, lookups }
  const { message, model } = await askWithTools({ ...room, open }, loop, signal)
  return { proposal: proposalOf(message, answerTool), model }
}

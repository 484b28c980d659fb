// What does an agent need beside a turn? One version of a pack with everything that is built from it once.
import type { Instant } from '../model.ts'
import type { Traits } from '../state.ts'
import type { Turn } from './agent.ts'
import type { Limits } from './bubbles.ts'
import type { Floor } from './floor/floor.ts'
import type { Lexicon } from './floor/lexicon.ts'
import type { Knowledge } from './knowledge.ts'
import type { Pack } from './pack.ts'
import type { TagFile } from './pack-tags.ts'
import type { SystemText } from './pack-texts.ts'
import { createFloor } from './floor/floor.ts'
import { hoursInWords, isOpen } from './hours.ts'
import { createKnowledge } from './knowledge.ts'
import { fill } from './pack-texts.ts'

/** Built once for each version; a turn keeps the one it began with. */
export interface Desk {
  readonly pack: Pack
  readonly floor: Floor
  readonly knowledge: Knowledge
  readonly lexicons: readonly Lexicon[]
  /** A text of the system, with its substitutions made. */
  say(text: SystemText): string
  /** What a tag says when it applies, by the hours of the team; null when it says nothing. */
  words(tag: TagFile, now: Instant): string | null
  /** What is said when the model has failed and this tag calls a person. */
  failed(tag: TagFile): string
  limits(turn: Turn): Limits
}

const handOverName = 'transferencia'
/** The rules send no more than this without hearing from the customer. */
const mostBubbles = 5

export function createDesk(pack: Pack, lexicons: readonly Lexicon[]): Desk {
  const { agent } = pack
  const values = { horario: hoursInWords(agent.hours), nombre: agent.name, negocio: agent.business }
  const say = (text: SystemText): string => fill(pack.texts[text], values)
  const message = (tag: TagFile): string | null => tag.message?.name ?? (tag.silence ? handOverName : null)
  const handOver = pack.tags
    .filter(({ silence }) => silence)
    .flatMap((tag) => {
      const file = pack.messages.get(message(tag) ?? handOverName)
      return file === undefined ? [] : [fill(file.open, values), fill(file.closed, values)]
    })
  return {
    pack,
    lexicons,
    floor: createFloor(pack, lexicons, { handOver, offer: say('sin_dato') }),
    knowledge: createKnowledge(pack, lexicons),
    say,
    words(tag, now) {
      const name = message(tag)
      const file = name === null ? undefined : pack.messages.get(name)
      if (file === undefined) return null
      return fill(isOpen(agent.hours, agent.zone, now) ? file.open : file.closed, values)
    },
    failed(tag) {
      const own = pack.messages.get(message(tag) ?? handOverName)?.failure ?? null
      return own === null ? say('falla_tecnica') : fill(own, values)
    },
    limits: ({ to, traits }) => limitsOf(pack, to.channel, traits),
  }
}

function limitsOf(pack: Pack, channel: Turn['to']['channel'], traits: Traits): Limits {
  const file = pack.channels[channel]
  return {
    soft: file?.maxChars ?? pack.agent.maxChars,
    hard: traits.textLimit,
    unit: traits.limitUnit,
    bubbles: Math.min(file?.maxBubbles ?? pack.agent.maxBubbles, mostBubbles),
  }
}

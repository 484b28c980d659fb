// What does an agent make of a labelled conversation? Each customer turn is read with everything that was said before it.
import type { Agent, Turn, TurnMessage } from '../../../src/agent/agent.ts'
import type { Pack } from '../../../src/agent/pack.ts'
import type { Answer, Finding } from '../../../src/events.ts'
import type { Author } from '../../../src/model.ts'
import type { Labelled } from './load.ts'
import { openBase } from '../../../src/agent/base.ts'
import { createDesk } from '../../../src/agent/desk.ts'
import { openLexicons } from '../../../src/agent/floor/lexicon.ts'
import { readFolder } from '../../../src/agent/folder.ts'
import { readPack } from '../../../src/agent/pack.ts'
import { HOUR, MINUTE, SECOND } from '../../../src/clock.ts'
import { noon, turnOf } from '../turns.ts'

/** The part of an answer that is measured. */
export interface Reading {
  readonly findings: readonly Finding[]
  readonly data: Readonly<Record<string, string | number>>
}

export type Reader = (turn: Turn) => Reading | Promise<Reading>

export function samplePack(prompts: string): Pack {
  const { pack } = readPack(readFolder(prompts), openBase(`${prompts}/base`))
  if (pack === null) throw new Error('the sample pack is broken')
  return pack
}

/** The floor alone, with the sample pack. */
export function floorReader(prompts = 'prompts'): Reader {
  const { floor } = createDesk(samplePack(prompts), openLexicons(`${prompts}/base/lexicon`))
  return (turn) => floor.read(turn)
}

/** A whole agent; throws when it answers without the model that is to be measured. */
export function agentReader(agent: Agent, signal: AbortSignal, tally: (answer: Answer) => void): Reader {
  return async (turn) => {
    const answer = await agent.answer(turn, signal)
    if (answer.failure !== undefined) throw new Error(`not measured: ${answer.failure}`)
    tally(answer)
    return answer
  }
}

/** One reading a customer turn, in order; nobody steps in and nothing is silenced in between. */
export async function readAll(one: Labelled, reader: Reader): Promise<readonly Reading[]> {
  const readings: Reading[] = []
  const known: Record<string, string | number> = {}
  for (const turn of turnsOf(one)) {
    const reading = await reader({ ...turn, data: { ...known } })
    Object.assign(known, reading.data)
    readings.push(reading)
  }
  return readings
}

export function messagesIn({ said }: Labelled): number {
  return said.reduce((sum, one) => sum + ('cliente' in one ? [one.cliente].flat().length : 0), 0)
}

function turnsOf({ said, channel }: Labelled): readonly Turn[] {
  const messages: TurnMessage[] = []
  const turns: Turn[] = []
  let now = noon
  const add = (author: Author, text: string): void => {
    const seq = messages.length + 1
    messages.push({ id: `msg_${seq}`, seq, author, body: { kind: 'text', text }, at: now, ref: null })
    now += 2 * SECOND
  }
  for (const one of said) {
    if ('pasan' in one) now += Number.parseInt(one.pasan, 10) * HOUR
    else if ('agente' in one) add('agent', one.agente)
    else if ('persona' in one) add('operator', one.persona)
    else {
      now += MINUTE
      const history = [...messages]
      for (const text of [one.cliente].flat()) add('contact', text)
      const upto = messages.length
      turns.push({
        ...turnOf([], { channel }),
        history,
        burst: messages.slice(history.length),
        turns: turns.length,
        now,
        upto,
      })
    }
  }
  return turns
}

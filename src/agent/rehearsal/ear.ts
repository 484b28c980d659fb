// What did the model say just now? Overheard on its way in, so that a conversation can be kept with the model's own words.
import { z } from 'zod'
import type { Simulated } from '../pack-simulated.ts'
import type { ModelFetch } from '../ports.ts'
import { answerTool } from '../pack-tools.ts'
import { readProposal } from '../shape.ts'

export interface Ear {
  readonly fetch: ModelFetch
  /** The last turn since the last call; null when none came, or none that can be said again. */
  heard(): Simulated | null
}

const call = z.looseObject({ function: z.looseObject({ name: z.string(), arguments: z.string() }) })
const completion = z.looseObject({
  choices: z.array(
    z.looseObject({
      message: z.looseObject({ content: z.string().nullish(), tool_calls: z.array(call).nullish() }),
    }),
  ),
})

export function overhear(fetch: ModelFetch): Ear {
  let last: Simulated | null = null
  return {
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      if (response.status !== 200) return response
      const body = await response.text()
      last = turnIn(body) ?? last
      return new Response(body, { status: 200, headers: { 'content-type': 'application/json' } })
    },
    heard: () => {
      const said = last
      last = null
      return said
    },
  }
}

function turnIn(body: string): Simulated | null {
  const read = completion.safeParse(parsed(body))
  const message = read.success ? read.data.choices[0]?.message : undefined
  const answer = message?.tool_calls?.find((one) => one.function.name === answerTool)
  const proposal = answer === undefined ? null : readProposal(parsed(answer.function.arguments))
  if (proposal !== null) return { kind: 'turn', proposal }
  return message?.content ? { kind: 'text', text: message.content } : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

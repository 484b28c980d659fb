// What do servers stumble over that only imitate OpenAI's? Parts where text would do, names on turns, schema marks: all taken away.
import type { ModelFetch } from './ports.ts'
import { z } from 'zod'

const part = z.looseObject({ type: z.literal('text'), text: z.string() })
const message = z.looseObject({
  role: z.string(),
  content: z.unknown(),
  name: z.unknown().optional(),
})
const parameters = z.looseObject({ $schema: z.unknown().optional() })
const tool = z.looseObject({
  function: z.looseObject({ parameters: parameters.optional(), strict: z.unknown().optional() }).optional(),
})
const chat = z.looseObject({ messages: z.array(message), tools: z.array(tool).optional() })

/** The same fetch, for a server that reads the letter of the protocol. What is not a chat request passes as it is. */
export function compatible(fetch: ModelFetch): ModelFetch {
  return (input, init) => {
    const body = typeof init?.body === 'string' ? plain(init.body) : null
    return fetch(input, body === null ? init : { ...init, body })
  }
}

function plain(text: string): string | null {
  const read = chat.safeParse(jsonOf(text))
  if (!read.success) return null
  const { messages, tools, ...rest } = read.data
  return JSON.stringify({
    ...rest,
    messages: messages.map(({ name, content, ...one }) => ({
      ...one,
      ...(one.role === 'assistant' || name === undefined ? {} : { name }),
      content: flat(content),
    })),
    ...(tools === undefined ? {} : { tools: tools.map(bare) }),
  })
}

function bare(one: z.infer<typeof tool>): unknown {
  if (one.function?.parameters === undefined) return one
  const { strict: _, ...definition } = one.function
  const { $schema: __, ...schema } = one.function.parameters
  return { ...one, function: { ...definition, parameters: schema } }
}

/** One text where every part is one; pictures keep their parts. */
function flat(content: unknown): unknown {
  const parts = z.array(part).safeParse(content)
  return parts.success ? parts.data.map(({ text }) => text).join('\n') : content
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

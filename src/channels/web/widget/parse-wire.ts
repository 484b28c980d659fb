// What did the server say? Its JSON as the wire's types; anything else is null.
import type { VisitorHistory, VisitorMessage, VisitorNews, VisitorSession } from '../wire.ts'

export interface ServerEvent {
  readonly id: string
  readonly type: string
  readonly data: string
}

export function asSession(value: unknown): VisitorSession | null {
  return isObject(value) && typeof value['token'] === 'string' ? (value as unknown as VisitorSession) : null
}

export function asHistory(value: unknown): VisitorHistory | null {
  return isObject(value) && Array.isArray(value['items']) ? (value as unknown as VisitorHistory) : null
}

/** The message inside the answer to a post, or inside the stream's `message` event. */
export function messageIn(value: unknown): VisitorMessage | null {
  return isObject(value) && isObject(value['message']) ? (value as unknown as VisitorNews).message : null
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Cuts a stream of text into events; what is not complete yet stays inside. An event without data carries only its id. */
export function createCutter(): (text: string) => readonly ServerEvent[] {
  let rest = ''
  let id = ''
  return (text) => {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    return blocks.map((block) => {
      let type = 'message'
      const data: string[] = []
      for (const line of block.split('\n')) {
        const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
        if (field === 'id') id = value ?? ''
        if (field === 'event') type = value ?? ''
        if (field === 'data') data.push(value ?? '')
      }
      return { id, type: data.length === 0 ? '' : type, data: data.join('\n') }
    })
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

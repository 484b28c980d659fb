// How does a channel talk to Graph? One POST for a send, one GET for a look-up; a token in the header, never in the address.
import type { Egress } from '../../egress.ts'
import type { SendOptions, SendResult } from '../channel.ts'
import { judge } from './failures.ts'
import { fields, type Loose, readJson } from './parse.ts'

/** Where an account's requests go: `https://graph.facebook.com/v25.0/<node>`. */
export interface Endpoint {
  readonly url: string
  readonly token: string
}

export interface Graph {
  /** `refOf` finds the message id in the answer, or ''; null for requests that have none. Never throws, never repeats. */
  post(
    to: Endpoint,
    body: object,
    options: Pick<SendOptions, 'deadline'>,
    refOf: ((answer: unknown) => string) | null,
    signal: AbortSignal,
  ): Promise<SendResult>
  /** The JSON of a 200, or null. */
  get<T>(from: Endpoint, signal: AbortSignal): Promise<Loose<T> | null>
}

export function createGraph(egress: Egress): Graph {
  return {
    post: async (to, body, options, refOf, signal) => {
      const request = {
        method: 'POST',
        url: to.url,
        headers: { ...authorization(to.token), 'content-type': 'application/json' },
        body: JSON.stringify(body),
        deadline: options.deadline,
      } as const
      return judge(await egress('graph', request, signal), refOf)
    },
    get: async <T>(from: Endpoint, signal: AbortSignal) => {
      const request = { method: 'GET', url: from.url, headers: authorization(from.token) } as const
      const result = await egress('graph', request, signal)
      return result.ok && result.status === 200 ? fields<T>(readJson(result.body)) : null
    },
  }
}

export function authorization(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` }
}

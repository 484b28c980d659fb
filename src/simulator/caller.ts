// How does Meta reach the product? By HTTP, like anyone outside: the only file of this folder that opens a connection.
import { request as httpRequest, Agent } from 'node:http'

export interface OutsideCall {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface OutsideAnswer {
  /** 0: nobody answered. */
  readonly status: number
  readonly body: string
}

/** Never rejects. */
export type Caller = (call: OutsideCall) => Promise<OutsideAnswer>

export interface OpenCaller {
  readonly call: Caller
  close(): void
}

const noAnswer: OutsideAnswer = { status: 0, body: '' }

/** `timeoutMs` is how long a product may think: Messenger gives five seconds. */
export function createCaller(timeoutMs = 20_000): OpenCaller {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  return {
    call: ({ method, url, headers = {}, body }) =>
      new Promise((resolve) => {
        const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
        const options = { method, agent, headers: { ...headers, ...length }, timeout: timeoutMs }
        const sent = httpRequest(url, options, (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
          )
          response.on('error', () => resolve(noAnswer))
        })
        sent.on('timeout', () => sent.destroy())
        sent.on('error', () => resolve(noAnswer))
        sent.on('close', () => resolve(noAnswer))
        sent.end(body)
      }),
    close: () => agent.destroy(),
  }
}

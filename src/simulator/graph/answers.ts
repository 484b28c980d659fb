// How does an answer of the Graph API look on the wire? Its headers, and every way an answer can get lost.
import type { Instant } from '../../model.ts'
import type { Random } from '../naming.ts'
import type { Loss } from './faults.ts'
import { pick, traceId } from '../naming.ts'
import { renderProblem, type Problem } from './problems.ts'

export interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly trace: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Teller {
  success(body: Readonly<Record<string, unknown>>): Answer
  problem(problem: Problem, whatsapp: boolean): Answer
  /** The response proper, dated by the fake's own clock. */
  respond(answer: Answer, now: Instant, usage: Usage): Response
  /** What is left of the answer. `hung` never settles by itself. */
  lose(answer: Answer, how: Loss, now: Instant, hung: Promise<Response>): Response | Promise<Response>
}

/** Whose rate limit the headers tell about. */
export interface Usage {
  readonly version: string
  readonly whatsappBusiness: string | null
}

export function createTeller(random: Random): Teller {
  const usage = { call_count: 0, total_cputime: 0, total_time: 0 }

  function respond(answer: Answer, now: Instant, { version, whatsappBusiness }: Usage): Response {
    const error = answer.body['error']
    const headers = new Headers({
      'Content-Type': 'application/json; charset=UTF-8',
      Date: httpDate(now),
      'Facebook-Api-Version': version,
      'X-Fb-Request-Id': answer.trace,
      'X-Fb-Trace-Id': pick(random, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', 11),
      ...answer.headers,
    })
    if (whatsappBusiness === null) headers.set('X-App-Usage', JSON.stringify(usage))
    else
      headers.set(
        'X-Business-Use-Case-Usage',
        JSON.stringify({
          [whatsappBusiness]: [{ type: 'whatsapp', ...usage, estimated_time_to_regain_access: 0 }],
        }),
      )
    if (isError(error))
      headers.set('Www-Authenticate', `OAuth "Facebook Platform" "invalid_request" "${error.message}"`)
    return new Response(JSON.stringify(answer.body), { status: answer.status, headers })
  }

  return {
    success: (body) => ({ status: 200, body, trace: traceId(random) }),
    problem: (problem, whatsapp) => {
      const trace = traceId(random)
      return { ...renderProblem(problem, trace, whatsapp), trace }
    },
    respond,
    lose,
  }
}

function lose(
  answer: Answer,
  how: Loss,
  now: Instant,
  hung: Promise<Response>,
): Response | Promise<Response> {
  if (how === 'timeout') return hung
  const json = JSON.stringify(answer.body)
  const half = json.slice(0, Math.ceil(json.length / 2))
  const headers = {
    'Content-Type': 'application/json; charset=UTF-8',
    Date: httpDate(now),
  }
  if (how === 'reset') return new Response(broken(null))
  if (how === 'cut') return new Response(broken(half), { headers })
  if (how === 'truncated') return new Response(half, { headers })
  if (how === 'html-502')
    return new Response('<!DOCTYPE html><html><body>Sorry, something went wrong.</body></html>', {
      status: 502,
      headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
    })
  const { messages, message_id: ref, ...rest } = answer.body
  return new Response(JSON.stringify(messages === undefined && ref === undefined ? answer.body : rest), {
    headers,
  })
}

const dateParts = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function httpDate(now: Instant): string {
  const parts = new Map(dateParts.formatToParts(now).map(({ type, value }) => [type, value]))
  const [weekday, day, month, year] = (['weekday', 'day', 'month', 'year'] as const).map((type) =>
    parts.get(type),
  )
  const time = (['hour', 'minute', 'second'] as const).map((type) => parts.get(type)).join(':')
  return `${weekday}, ${day} ${month} ${year} ${time} GMT`
}

/** A body that ends in a closed connection: at once, or after `half` has left. */
function broken(half: string | null): ReadableStream<Uint8Array> {
  let sent = half === null
  return new ReadableStream<Uint8Array>({
    pull: async (stream) => {
      if (!sent) {
        sent = true
        stream.enqueue(new TextEncoder().encode(half ?? ''))
        return
      }
      await Promise.resolve()
      stream.error(undefined)
    },
  })
}

function isError(value: unknown): value is { readonly message: string } {
  return (
    typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
  )
}

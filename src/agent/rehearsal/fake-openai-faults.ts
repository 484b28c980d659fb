// In which ways does a model server fail? Each way as the response that a client gets to see.
import { problem } from './fake-openai-wire.ts'

export type Fault =
  | {
      readonly fault: 'status'
      readonly status: number
      readonly retryAfter?: string
      readonly message?: string
    }
  /** A proxy's page, with status 200. */
  | { readonly fault: 'html' }
  | { readonly fault: 'broken-json' }
  | { readonly fault: 'no-choices' }
  /** Cut in the middle of the answer. */
  | { readonly fault: 'disconnect' }
  /** Never answers. */
  | { readonly fault: 'hang' }

/** `whole` is what a good server would have said, in pieces; `ends` aborts when nobody waits any more. */
export async function failing(fault: Fault, whole: readonly string[], ends: AbortSignal): Promise<Response> {
  const json = { 'content-type': 'application/json' }
  switch (fault.fault) {
    case 'status': {
      const { status, retryAfter, message = `fault ${status}` } = fault
      const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
      return Response.json(problem(status, message), { status, headers })
    }
    case 'html':
      return new Response('<html><body>Bad gateway</body></html>', {
        headers: { 'content-type': 'text/html' },
      })
    case 'broken-json':
      return new Response('{"id":"roto","choices":[{"mess', { headers: json })
    case 'no-choices':
      return Response.json({ id: 'vacio', object: 'chat.completion', created: 1, model: 'x', choices: [] })
    case 'disconnect':
      return new Response(cut(whole.join('')), { headers: whole.length > 1 ? {} : json })
    case 'hang':
      await aborted(ends)
      return new Response(null, { status: 499 })
  }
}

/** Half of it, and then the line is dead. */
function cut(text: string): ReadableStream {
  let begun = false
  return new ReadableStream({
    pull(controller) {
      if (begun) throw new Error('the line is dead')
      begun = true
      controller.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)))
    },
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

// How does a failure travel over HTTP? The only table from code to status, and the only shape an error has.
import type { Context } from 'hono'
import type { ErrorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import type { ErrorWire } from './wire.ts'
import { HTTPException } from 'hono/http-exception'
import { HouseError } from '../errors.ts'

const statuses = {
  'bad-request': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  internal: 500,
  config: 500,
  unavailable: 503,
  locked: 503,
} as const satisfies Record<ErrorCode, number>

/** The answer to a request that failed: `message` is Spanish, a defect says nothing about itself. */
export function errorResponse(c: Context, error: HouseError): Response {
  const wire: ErrorWire = { error: { code: error.code, because: error.because, message: error.message } }
  return c.json(wire, statuses[error.code])
}

/** For `app.onError`: what was thrown on purpose is told, what was not is logged and hidden. */
export function onError(log: Log): (error: Error, c: Context) => Response {
  return (error, c) => {
    const told = tellable(error)
    if (told !== null) return errorResponse(c, told)
    log.requestFailed(c.req.method, c.req.path, error)
    return errorResponse(c, new HouseError('internal', 'Algo falló de nuestro lado. Inténtalo de nuevo.'))
  }
}

export function notFound(c: Context): Response {
  return errorResponse(c, new HouseError('not-found', 'No existe esta dirección.', { because: 'no-route' }))
}

function tellable(error: Error): HouseError | null {
  if (error instanceof HouseError) return error
  // Malformed JSON never reaches the validators: it is thrown as a plain 400.
  if (error instanceof HTTPException && error.status === 400)
    return new HouseError('bad-request', 'El cuerpo no es JSON válido.', { because: 'malformed' })
  return null
}

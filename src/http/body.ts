// Is what the caller sent what we asked for? The one place where a schema meets a request, and words what is wrong.
import type { ZodType } from 'zod'
import { zValidator } from '@hono/zod-validator'
import { HouseError } from '../errors.ts'

interface Issue {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
}

/** JSON body, as `c.req.valid('json')`. */
export function body<T extends ZodType>(schema: T) {
  return zValidator('json', schema, (result) => {
    if (!result.success) throw complaint(result.error.issues)
  })
}

/** Query, as `c.req.valid('query')`. */
export function query<T extends ZodType>(schema: T) {
  return zValidator('query', schema, (result) => {
    if (!result.success) throw complaint(result.error.issues)
  })
}

/** Names the first field that does not fit; never repeats what was sent. */
function complaint(issues: readonly Issue[]): HouseError {
  const issue = issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  const message =
    field === '' ? 'El cuerpo no tiene la forma esperada.' : `Revisa «${field}»: ${wrong(issue)}.`
  return new HouseError('bad-request', message, { because: field === '' ? 'body' : field })
}

function wrong(issue: Issue | undefined): string {
  switch (issue?.code) {
    case 'invalid_type':
      return 'falta o no es del tipo esperado'
    case 'too_big':
      return 'es demasiado largo'
    case 'too_small':
      return 'es demasiado corto'
    default:
      return 'no es válido'
  }
}

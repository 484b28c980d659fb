// Which failures may a caller read? A code for machines, a Spanish sentence for people, the cause for the log.

export type ErrorCode =
  | 'bad-request'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable'
  | 'config'
  | 'locked'
  | 'internal'

export class HouseError extends Error {
  readonly code: ErrorCode
  /** More exact than `code`: a RefusalCode, a field name. */
  readonly because: string

  /** `publicMessage` is Spanish and may be shown to anyone. */
  constructor(code: ErrorCode, publicMessage: string, options: { because?: string; cause?: unknown } = {}) {
    super(publicMessage, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'HouseError'
    this.code = code
    this.because = options.because ?? code
  }
}

/** The text of whatever was thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

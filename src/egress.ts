// How does anything leave this machine? The only file that opens an outgoing connection; each call names its purpose.

export type Purpose = 'graph' | 'media'

/** How far a request got: `writing` and later may have reached the other side. */
export type Phase = 'refused' | 'resolved' | 'connected' | 'writing' | 'written' | 'answered'

export interface EgressRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** `clock.mono()` before which the first byte must leave. */
  readonly deadline?: number
  readonly timeoutMs?: number
  readonly maxBytes?: number
  /** Where to write the body instead of returning it. */
  readonly toFile?: string
}

export type EgressResult =
  | {
      readonly ok: true
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: Uint8Array
    }
  | { readonly ok: false; readonly phase: Phase; readonly detail: string }

/** Never throws, never follows a redirect, never inflates, never repeats. */
export type Egress = (purpose: Purpose, request: EgressRequest, signal: AbortSignal) => Promise<EgressResult>

// What does an answer of Graph mean for a send? One table of codes; what is not certain is `unknown`, and never repeated blindly.
import type { EgressResult } from '../../egress.ts'
import type { SendFailure } from '../../model.ts'
import type { SendResult } from '../channel.ts'
import { fields, finite, type Loose, parseJson, readJson, text } from './parse.ts'

interface GraphError {
  readonly code: unknown
  readonly error_subcode: unknown
  readonly message: unknown
  readonly error_data: unknown
}

type Verdict = SendFailure | 'unknown'

/**
 * Subcodes are read before codes, because the code of these says something else.
 * Messenger and Instagram: https://developers.facebook.com/docs/messenger-platform/error-codes
 */
const BY_SUBCODE = table([
  ['window-closed', [2018278, 2018065, 2018108, 2534022]],
  ['not-thread-owner', [2018300, 2018321, 2494191]],
  ['bad-recipient', [2018001, 2534014, 2534001, 1545041]],
  ['bad-request', [2018034, 2534068, 2534025]],
  ['media', [2018109]],
  ['policy', [1893063]],
  ['unauthorized', [2018028, 2018027, 2018021, 2534041]],
  ['maintenance', [2494100]],
])

/** WhatsApp: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
const BY_CODE = table([
  ['rate-limited', [4, 17, 32, 613, 80001, 80002, 80003, 80004, 80005, 80006, 80007, 130429]],
  ['pair-rate', [131056]],
  ['maintenance', [131057, 2494100]],
  ['window-closed', [131047]],
  ['bad-recipient', [551, 9010, 130472, 130497, 131021, 131026, 131030, 131049, 131050]],
  ['not-thread-owner', [2494191]],
  ['policy', [368, 131031, 131048]],
  [
    'unauthorized',
    [
      0, 3, 10, 190, 131005, 131037, 131042, 131045, 133000, 133005, 133006, 133008, 133009, 133010, 133015,
      133016, 134011,
    ],
  ],
  ['media', [131052, 131053]],
  ['unknown', [1, 2, 1200, 131000, 131016, 133004]],
])

const MINUTE = 60_000

/** `refOf` finds the platform's message id in a 2xx, or ''; null: the request has none (typing, read). */
export function judge(result: EgressResult, refOf: ((body: unknown) => string) | null): SendResult {
  if (!result.ok) {
    const offWire = result.phase === 'refused' || result.phase === 'resolved' || result.phase === 'connected'
    const detail = `${result.phase}: ${result.detail}`
    return offWire ? { ok: false, because: 'not-sent', detail } : { ok: 'unknown', detail }
  }
  const body = readJson(result.body)
  if (result.status >= 200 && result.status < 300) {
    const ref = refOf === null ? '' : refOf(body)
    return refOf !== null && ref === ''
      ? { ok: 'unknown', detail: 'accepted without an id' }
      : { ok: true, ref }
  }
  const error = fields<GraphError>(fields<{ error: unknown }>(body)?.error)
  if (error === null || finite(error.code) === null) {
    if (result.status === 429) return failure('rate-limited', 'HTTP 429', result.headers)
    return { ok: 'unknown', detail: `HTTP ${result.status} without a Graph error` }
  }
  const because = verdictOf(error, result.status)
  const detail = detailOf(result.status, error)
  return because === 'unknown' ? { ok: 'unknown', detail } : failure(because, detail, result.headers)
}

function verdictOf(error: Loose<GraphError>, status: number): Verdict {
  const code = finite(error.code) ?? -1
  const known = BY_SUBCODE.get(finite(error.error_subcode) ?? -1) ?? BY_CODE.get(code)
  if (known !== undefined) return known
  if (code >= 200 && code <= 299) return 'unauthorized'
  if (status === 429) return 'rate-limited'
  return status >= 500 ? 'unknown' : 'bad-request'
}

/** Waits are only the platform's own word; without one the rules back off. */
function failure(
  because: SendFailure,
  detail: string,
  headers: Readonly<Record<string, string>>,
): SendResult {
  const waits = because === 'rate-limited' || because === 'pair-rate' || because === 'maintenance'
  const regained = because === 'rate-limited' ? regainAfter(headers) : null
  const asked = waits ? (retryAfter(headers) ?? regained) : null
  return { ok: false, because, detail, ...(asked === null ? {} : { retryAfterMs: asked }) }
}

/** Nothing documents it on Graph; honoured when it comes, in seconds. */
function retryAfter(headers: Readonly<Record<string, string>>): number | null {
  const seconds = finite(headers['retry-after'])
  return seconds !== null && seconds > 0 && seconds <= 86_400 ? seconds * 1_000 : null
}

/** `X-Business-Use-Case-Usage`, in minutes: https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
function regainAfter(headers: Readonly<Record<string, string>>): number | null {
  const usage = fields<Record<string, unknown>>(parseJson(headers['x-business-use-case-usage'] ?? ''))
  let minutes = 0
  for (const uses of Object.values(usage ?? {})) {
    for (const use of Array.isArray(uses) ? uses : []) {
      minutes = Math.max(minutes, finite(fields<Usage>(use)?.estimated_time_to_regain_access) ?? 0)
    }
  }
  return minutes > 0 && minutes <= 1_440 ? minutes * MINUTE : null
}

interface Usage {
  readonly estimated_time_to_regain_access: number
}

/** Codes and Graph's own words, with the digits of phone numbers and ids taken out: it is logged and shown. */
function detailOf(status: number, error: Loose<GraphError>): string {
  const codes = [finite(error.code), finite(error.error_subcode)].filter((code) => code !== null).join('/')
  const words = text(fields<{ details: unknown }>(error.error_data)?.details) || text(error.message)
  return `HTTP ${status} ${codes} ${words.replace(/\d{7,}/gu, '…').slice(0, 200)}`.trim()
}

function table(verdicts: readonly (readonly [Verdict, readonly number[]])[]): ReadonlyMap<number, Verdict> {
  return new Map(verdicts.flatMap(([verdict, codes]) => codes.map((code) => [code, verdict] as const)))
}

// What does Meta say when it refuses? Its error codes with their HTTP status and wording, and the shape of the answer.
// Codes and statuses: WhatsApp Cloud API error codes; Messenger Platform and Graph API error codes.

export interface Problem {
  readonly code: number
  readonly subcode?: number
  /** The sentence that tells what to change; WhatsApp puts it in `error_data`. */
  readonly details?: string
  readonly message?: string
  readonly status?: number
}

type Row = readonly [status: number, message: string]

const graphDocs = 'Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api'

const byCode: Readonly<Record<number, Row>> = {
  0: [401, 'AuthException'],
  1: [400, 'An unknown error occurred'],
  2: [503, 'An unexpected error has occurred. Please retry your request later.'],
  3: [500, '(#3) Application does not have the capability to make this API call.'],
  4: [400, '(#4) Application request limit reached'],
  10: [403, '(#10) Application does not have permission for this action'],
  17: [400, '(#17) User request limit reached'],
  32: [400, '(#32) Page request limit reached'],
  33: [400, '(#33) Parameter value is not valid'],
  100: [400, '(#100) Invalid parameter'],
  190: [401, 'Invalid OAuth access token - Cannot parse access token'],
  200: [403, '(#200) Permissions error'],
  230: [403, '(#230) User consent is required to access user profile'],
  368: [403, '(#368) Temporarily blocked for policies violations'],
  551: [400, "(#551) This person isn't available right now."],
  613: [400, '(#613) Calls to this api have exceeded the rate limit.'],
  1200: [503, '(#1200) Temporary send message failure. Please try again later.'],
  80006: [400, '(#80006) There have been too many calls to this account.'],
  80007: [400, '(#80007) Rate limit hit'],
  130429: [400, '(#130429) Rate limit hit'],
  131000: [500, '(#131000) Something went wrong'],
  131005: [403, '(#131005) Access denied'],
  131008: [400, '(#131008) Required parameter is missing'],
  131009: [400, '(#131009) Parameter value is not valid'],
  131016: [500, '(#131016) Service unavailable'],
  131021: [400, '(#131021) Recipient cannot be sender'],
  131026: [400, '(#131026) Message undeliverable'],
  131031: [403, '(#131031) Account has been locked'],
  131047: [400, '(#131047) Re-engagement message'],
  131048: [400, '(#131048) Spam rate limit hit'],
  131051: [400, '(#131051) Unsupported message type'],
  131053: [400, '(#131053) Media upload error'],
  131056: [400, '(#131056) (Business Account, Consumer Account) pair rate limit hit'],
  131057: [500, '(#131057) Account in maintenance mode'],
  132001: [404, '(#132001) Template name does not exist in the translation'],
  133004: [503, '(#133004) Server temporarily unavailable'],
  2494191: [400, 'Thread control action not allowed'],
}

const bySubcode: Readonly<Record<string, Row>> = {
  '10/2018278': [403, '(#10) This message is sent outside of allowed window.'],
  '10/2018300': [403, '(#10) Another app is controlling this thread now.'],
  '10/2534022': [403, '(#10) This message is sent outside of allowed window.'],
  '100/2018001': [400, '(#100) No matching user found'],
  '100/2018034': [400, '(#100) Message cannot be empty, must provide valid attachment or text'],
  '100/2534014': [400, '(#100) The requested user cannot be found.'],
  '190/463': [401, 'Error validating access token: Session has expired'],
  '200/1545041': [403, "(#200) This person isn't available right now."],
}

export function missingObject(method: string, id: string): Problem {
  const verb = method.toLowerCase()
  return {
    code: 100,
    subcode: 33,
    message:
      `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
      `permissions, or does not support this operation. ${graphDocs}`,
  }
}

/** The HTTP status and the JSON of a refusal; `whatsapp` decides whether the details have a place. */
export function renderProblem(
  problem: Problem,
  trace: string,
  whatsapp: boolean,
): { readonly status: number; readonly body: { readonly error: Readonly<Record<string, unknown>> } } {
  const row: Row = bySubcode[`${problem.code}/${problem.subcode}`] ??
    byCode[problem.code] ?? [400, `(#${problem.code}) Error`]
  const missing = problem.code === 100 && problem.subcode === 33
  const error = {
    message: problem.message ?? row[1],
    type: missing ? 'GraphMethodException' : 'OAuthException',
    code: problem.code,
    ...(problem.details !== undefined && whatsapp
      ? { error_data: { messaging_product: 'whatsapp', details: problem.details } }
      : {}),
    ...(problem.subcode !== undefined ? { error_subcode: problem.subcode } : {}),
    fbtrace_id: trace,
  }
  return { status: problem.status ?? row[0], body: { error } }
}

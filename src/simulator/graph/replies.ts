// What does the sender hear? The route's outcome, unless a fault refuses it, delays it or loses it on the way back.
import type { Clock } from '../../clock.ts'
import type { LedgerBook } from '../ledger.ts'
import type { Account } from '../world.ts'
import type { Answer, Teller } from './answers.ts'
import type { Call } from './calls.ts'
import type { GraphFault, PlannedCall } from './faults.ts'
import type { Problem } from './problems.ts'
import { pathOf } from './calls.ts'
import { route, type RouteParts } from './routes.ts'

export interface Asked {
  readonly call: Call
  readonly account: Account | null
  readonly fault: GraphFault | null
  readonly parts: RouteParts
  readonly ledger: LedgerBook
  readonly expired: Set<string>
  readonly clock: Clock
  readonly teller: Teller
  readonly hung: Promise<Response>
}

export async function answer(asked: Asked): Promise<Response> {
  const { call, account, fault, clock, teller } = asked
  if (fault?.do === 'delay') await clock.wait(fault.ms)
  if (fault?.do === 'expire-token' && account !== null) asked.expired.add(account.token)
  const told = await toldBy(asked)
  if (fault?.do === 'lose') return teller.lose(told, fault.how, clock.now(), asked.hung)
  return teller.respond(told, clock.now(), {
    version: call.version,
    whatsappBusiness: account?.waba ?? null,
  })
}

async function toldBy(asked: Asked): Promise<Answer> {
  const { call, account, fault, parts, ledger, clock, teller } = asked
  const whatsapp = account?.channel === 'whatsapp'
  const goesThrough =
    fault?.do === 'lose' ? fault.accepted : fault?.do === 'refuse' ? fault.accepted === true : true
  const outcome =
    goesThrough && fault?.do !== 'too-many' ? await route(parts, call, clock.now()) : { body: {} }
  const problem = problemOf(fault) ?? ('problem' in outcome ? outcome.problem : null)
  if (problem === null) return teller.success('body' in outcome ? outcome.body : {})
  const told = teller.problem(problem, whatsapp)
  ledger.refused({
    at: clock.now(),
    channel: account?.channel ?? null,
    account: account?.id ?? null,
    method: call.method,
    path: pathOf(call),
    body: call.body,
    status: told.status,
    code: problem.code,
    subcode: problem.subcode ?? null,
    details: problem.details ?? problem.message ?? null,
  })
  if (fault?.do !== 'too-many') return told
  return { ...told, headers: { 'Retry-After': String(fault.retryAfterSeconds) } }
}

function problemOf(fault: GraphFault | null): Problem | null {
  if (fault?.do === 'too-many') return { code: 4, status: 429 }
  if (fault?.do !== 'refuse') return null
  const { code, subcode, details, status } = fault
  return {
    code,
    ...(subcode === undefined ? {} : { subcode }),
    ...(details === undefined ? {} : { details }),
    ...(status === undefined ? {} : { status }),
  }
}

export function planned(call: Call, account: Account | null, index: number): PlannedCall {
  const posts = call.method === 'POST' && call.parts[1] === 'messages'
  return {
    index,
    method: call.method,
    path: pathOf(call),
    channel: account?.channel ?? null,
    account: account?.id ?? null,
    isMessage: posts && call.body['status'] === undefined && call.body['sender_action'] === undefined,
    body: call.body,
  }
}

// In what do two versions differ over the same conversations? Turn by turn, conversation by conversation, and all in all.
import type { ReplayedConversation, ReplayedTurn, TagHit } from './replay.ts'
import { foldText } from '../text.ts'

/** Names of the tags that hand over, and of those that sell. */
export interface Kinds {
  readonly escalates: readonly string[]
  readonly leads: readonly string[]
}

export interface TurnDifference {
  readonly turn: ReplayedTurn
  readonly gained: readonly TagHit[]
  readonly lost: readonly TagHit[]
  readonly otherWords: boolean
}

export interface ConversationDifference {
  readonly conversation: ReplayedConversation
  /** Only the turns that differ. */
  readonly turns: readonly TurnDifference[]
  /** Numbers of the turns that first called people; null: none did. */
  readonly escalated: { readonly recorded: number | null; readonly now: number | null }
  readonly data: readonly { readonly id: string; readonly recorded: string; readonly now: string }[]
  /** The higher, the more they differ. */
  readonly weight: number
}

export interface Totals {
  readonly conversations: number
  readonly turns: number
  readonly quiet: number
  readonly needModel: number
  /** Of the turns that could be compared: share in which both put the same tags. */
  readonly agreement: number
  /** Of the turns whose words were compared: share with other words. */
  readonly otherWords: number
  readonly recorded: Rates
  readonly now: Rates
}

export interface Rates {
  /** Shares of the conversations. */
  readonly escalated: number
  readonly leads: number
  readonly rejected: number
  readonly dropped: number
  readonly promises: number
  readonly tokens: number
}

export function differenceOf(conversation: ReplayedConversation, kinds: Kinds): ConversationDifference {
  const turns = conversation.turns.flatMap((turn) => {
    const one = turnDifference(turn)
    return one === null ? [] : [one]
  })
  const first = (side: 'recorded' | 'now'): number | null =>
    conversation.turns.find((turn) => turn[side]?.tags.some(({ tag }) => kinds.escalates.includes(tag)))
      ?.number ?? null
  const escalated = { recorded: first('recorded'), now: first('now') }
  const ids = new Set([...Object.keys(conversation.dataRecorded), ...Object.keys(conversation.dataNow)])
  const data = [...ids].flatMap((id) => {
    const [recorded, now] = [valueOf(conversation.dataRecorded, id), valueOf(conversation.dataNow, id)]
    return foldText(recorded) === foldText(now) ? [] : [{ id, recorded, now }]
  })
  const tags = turns.reduce((sum, { gained, lost }) => sum + gained.length + lost.length, 0)
  const words = turns.filter(({ otherWords }) => otherWords).length
  const moved = escalated.recorded === escalated.now ? 0 : 5
  return { conversation, turns, escalated, data, weight: moved + 3 * tags + 2 * data.length + words }
}

export function totalsOf(all: readonly ConversationDifference[], kinds: Kinds): Totals {
  const conversations = all.map(({ conversation }) => conversation)
  const turns = conversations.flatMap((one) => one.turns)
  const compared = turns.filter(({ now }) => now !== null)
  const worded = compared.filter(({ comparesWords }) => comparesWords)
  const differing = all.flatMap((one) => one.turns)
  const tagged = differing.filter(({ gained, lost }) => gained.length + lost.length > 0).length
  return {
    conversations: conversations.length,
    turns: turns.length,
    quiet: conversations.reduce((sum, { quiet }) => sum + quiet, 0),
    needModel: turns.length - compared.length,
    agreement: compared.length === 0 ? 1 : 1 - tagged / compared.length,
    otherWords: share(differing.filter(({ otherWords }) => otherWords).length, worded.length),
    recorded: ratesOf(conversations, 'recorded', kinds),
    now: ratesOf(conversations, 'now', kinds),
  }
}

function turnDifference(turn: ReplayedTurn): TurnDifference | null {
  const { recorded, now, comparesWords } = turn
  if (now === null) return null
  // Without a model, only what rules put can be judged.
  const judged = comparesWords
    ? recorded.tags
    : recorded.tags.filter(({ actor }) => !actor.startsWith('model:'))
  const gained = now.tags.filter(({ tag }) => !recorded.tags.some((one) => one.tag === tag))
  const lost = judged.filter(({ tag }) => !now.tags.some((one) => one.tag === tag))
  const otherWords = comparesWords && said(recorded.replies) !== said(now.replies)
  return gained.length + lost.length > 0 || otherWords ? { turn, gained, lost, otherWords } : null
}

function ratesOf(
  conversations: readonly ReplayedConversation[],
  side: 'recorded' | 'now',
  kinds: Kinds,
): Rates {
  const having = (names: readonly string[]): number =>
    conversations.filter(({ turns }) => turns.some((turn) => holds(turn, side, names))).length
  const compared = conversations.flatMap(({ turns }) => turns.filter(({ now }) => now !== null))
  const sides = compared.flatMap((turn) => turn[side] ?? [])
  const sum = (count: 'rejected' | 'dropped' | 'promises' | 'tokens'): number =>
    sides.reduce((all, one) => all + one[count], 0)
  return {
    escalated: share(having(kinds.escalates), conversations.length),
    leads: share(having(kinds.leads), conversations.length),
    rejected: sum('rejected'),
    dropped: sum('dropped'),
    promises: sum('promises'),
    tokens: sum('tokens'),
  }
}

/** Of a turn that can be compared. Where no model was asked, only what rules put counts. */
function tagsOf(turn: ReplayedTurn, side: 'recorded' | 'now'): readonly TagHit[] {
  const tags = (turn.now === null ? null : turn[side])?.tags ?? []
  return turn.comparesWords ? tags : tags.filter(({ actor }) => !actor.startsWith('model:'))
}

function holds(turn: ReplayedTurn, side: 'recorded' | 'now', names: readonly string[]): boolean {
  return tagsOf(turn, side).some(({ tag }) => names.includes(tag))
}

function valueOf(data: Readonly<Record<string, string | number>>, id: string): string {
  return String(data[id] ?? '')
}

function said(replies: readonly string[]): string {
  return foldText(replies.join(' ')).replaceAll(/\s+/g, ' ').trim()
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

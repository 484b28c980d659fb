// What does a conversation look like before its first word?
import type { Address, ChannelName, ConversationId } from '../../model.ts'
import type { ConversationState, Traits } from '../../state.ts'
import type { Desk } from '../rows.ts'

export function blankState(id: ConversationId, channel: ChannelName, traits: Traits): ConversationState {
  return {
    id,
    channel,
    traits,
    epoch: 0,
    lastInboundAt: null,
    windowOpen: false,
    intervention: null,
    silence: null,
    tags: [],
    lockedTags: {},
    pendingTurn: null,
    lease: null,
    fence: 0,
    lastSeq: 0,
    answeredUpto: 0,
    turns: 0,
    recentTurns: [],
    unreadableAnswered: false,
    failureTold: false,
    contactNamed: false,
    paceAt: 0,
    send: null,
  }
}

export function blankDesk(address: Address, account: number, who: Pick<Desk, 'contact' | 'contactId'>): Desk {
  return {
    account,
    accountName: address.account,
    ...who,
    name: null,
    address: address.contact,
    display: address.contact,
    windowDue: null,
    leaseBy: null,
    spokenUpto: 0,
    lastAt: 0,
    unread: 0,
    waiting: false,
    previewSeq: 0,
    previewAuthor: null,
    previewText: null,
  }
}

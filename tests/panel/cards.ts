// A card and a message of the wire, as a test needs them.
import type { ConversationWire, MessageWire } from '../../src/http/wire.ts'

export function cardOf(id: string, over: Partial<ConversationWire> = {}): ConversationWire {
  return {
    id: `cnv_${id}`,
    channel: 'whatsapp',
    account: 'cuenta',
    contact: { id: `cnt_${id}`, name: `Cliente ${id}`, address: '5215500000001' },
    lastMessageAt: '2026-05-12T14:00:00.000Z',
    lastInboundAt: '2026-05-12T14:00:00.000Z',
    windowClosesAt: '2026-05-13T14:00:00.000Z',
    whyQuiet: null,
    control: { intervention: null, silence: null },
    agent: { thinking: false, failed: null },
    unread: 0,
    preview: { author: 'contact', text: 'Hola' },
    tags: [],
    ...over,
  }
}

/** Spoken at this minute of 14 h. */
export function spokenAt(minute: number): Pick<ConversationWire, 'lastMessageAt'> {
  return { lastMessageAt: `2026-05-12T14:${String(minute).padStart(2, '0')}:00.000Z` }
}

export function messageOf(id: string, over: Partial<MessageWire> = {}): MessageWire {
  return {
    id: `msg_${id}`,
    conversationId: 'cnv_1',
    author: 'contact',
    body: { kind: 'text', text: id },
    at: '2026-05-12T14:00:00.000Z',
    status: null,
    ref: null,
    ...over,
  }
}

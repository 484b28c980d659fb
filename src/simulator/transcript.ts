// How does a conversation read in a terminal? One line for each thing said: where, who, and the words.
import type { ChannelName } from '../model.ts'

export type Side = 'customer' | 'business'

const channelNames: Readonly<Record<ChannelName, string>> = {
  whatsapp: 'WhatsApp',
  instagram: 'Instagram',
  messenger: 'Messenger',
  web: 'Chat web',
}

const longest = 160

/** `→` comes in, `←` leaves. The customer's name stands in both, so that a conversation can be followed. */
export function transcriptLine(
  channel: ChannelName,
  customer: string,
  side: Side,
  text: string,
  by?: string,
): string {
  const arrow = side === 'customer' ? '→' : '←'
  const words = text.replaceAll(/\s+/g, ' ').trim()
  const shown = words.length > longest ? `${words.slice(0, longest - 1)}…` : words
  const speaker = by === undefined ? '' : `${by}: `
  return `${channelNames[channel].padEnd(9)}  ${customer.padEnd(8)} ${arrow}  ${speaker}${shown}`
}

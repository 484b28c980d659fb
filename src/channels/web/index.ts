// What is the site chat to the rest of the house? A channel whose platform is ourselves: what the store holds is delivered.
import type { Address } from '../../model.ts'
import type { Traits } from '../../state.ts'
import type { Channel } from '../channel.ts'

export const webTraits: Traits = {
  textLimit: 4_000,
  limitUnit: 'chars',
  captionLimit: 4_000,
  choices: { text: 4_000, count: 13, label: 60 },
  media: ['image', 'audio', 'video', 'document', 'sticker'],
  hasTemplates: false,
  window: null,
  quietMs: 800,
  fragmentMs: 1_600,
  pace: null,
  echoesKey: true,
}

export interface WebChannel extends Channel {
  /** Called when the agent begins to write to a visitor. Returns the way to stop listening. */
  onTyping(listener: (to: Address) => void): () => void
}

/** Nothing arrives by webhook here: `verify` and `challenge` refuse, and visitors come through `POST /chat/messages`. */
export function createWebChannel(): WebChannel {
  const listeners = new Set<(to: Address) => void>()
  return {
    name: 'web',
    traits: webTraits,
    challenge: () => null,
    verify: () => false,
    parse: () => [],
    async send(to, body, options) {
      if (body.kind === 'presence' && body.what === 'typing') for (const listener of listeners) listener(to)
      return { ok: true, ref: options.key }
    },
    onTyping(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

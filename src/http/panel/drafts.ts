// What was being written, where and as what? A draft for each conversation and kind, kept here at once and on the server a moment later.
import { ask, Refused } from './api.ts'
import { readDrafts } from './reads.ts'
import { after } from './time.ts'

export type DraftKind = 'reply' | 'note'

export interface Drafts {
  /** As it is known now. */
  text(conversation: string, kind: DraftKind): string
  /** Brings what the server keeps, where nothing is kept here. */
  load(conversation: string): Promise<void>
  write(conversation: string, kind: DraftKind, text: string): void
  /** In the same tick: what was sent is no draft any more. */
  clear(conversation: string, kind: DraftKind): void
  onChange(listener: () => void): () => void
  wipe(): void
}

const prefix = 'relevo.draft.'
const pauseMs = 800

export function createDrafts(): Drafts {
  const listeners = new Set<() => void>()
  const pending = new Map<string, () => void>()
  const loaded = new Set<string>()
  const tell = (): void => listeners.forEach((listen) => listen())

  /** A failed one is sent with the next change: the text is safe here. */
  const later = (conversation: string, kind: DraftKind, run: () => Promise<unknown>): void => {
    const key = placeOf(conversation, kind)
    pending.get(key)?.()
    pending.set(
      key,
      after(pauseMs, () => {
        pending.delete(key)
        void quietly(run)
      }),
    )
  }

  return {
    text: (conversation, kind) => localStorage.getItem(placeOf(conversation, kind)) ?? '',
    async load(conversation) {
      if (loaded.has(conversation)) return
      loaded.add(conversation)
      await quietly(async () => {
        const { items } = await readDrafts(conversation)
        for (const { kind, text } of items) {
          const key = placeOf(conversation, kind)
          if (localStorage.getItem(key) === null && text !== '') localStorage.setItem(key, text)
        }
        tell()
      })
    },
    write(conversation, kind, text) {
      if (text === '') localStorage.removeItem(placeOf(conversation, kind))
      else localStorage.setItem(placeOf(conversation, kind), text)
      tell()
      later(conversation, kind, () => put(conversation, kind, text))
    },
    clear(conversation, kind) {
      localStorage.removeItem(placeOf(conversation, kind))
      tell()
      later(conversation, kind, () => put(conversation, kind, ''))
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    wipe() {
      for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
      loaded.clear()
      tell()
    },
  }
}

function put(conversation: string, kind: DraftKind, text: string): Promise<unknown> {
  return ask('PUT', `/conversations/${conversation}/draft`, { kind, text })
}

async function quietly(run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

function placeOf(conversation: string, kind: DraftKind): string {
  return `${prefix}${conversation}.${kind}`
}

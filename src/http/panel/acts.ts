// What can an operator do to a conversation? Each act shows at once, is asked of the server, and is taken back with the reason if refused.
import type { Card } from './cache.ts'
import type { Desk, Me } from './desk.ts'
import type { Words } from './words.ts'
import { useMemo } from 'react'
import { ask, Refused } from './api.ts'
import { useDesk, useMe } from './desk.ts'
import { useWords } from './words.ts'

export interface Acts {
  silence(card: Card, until: number | null): void
  unsilence(card: Card): void
  release(card: Card): void
  /** Gives back and unmutes: two events. */
  releaseAll(card: Card): void
  tag(card: Card, name: string): void
  /** Says so with a way back. */
  untag(card: Card, name: string): void
  read(card: Card): void
  /** Reports what went wrong, in the words of the server. */
  fail(error: unknown): void
}

export function useActs(): Acts {
  const desk = useDesk()
  const me = useMe()
  const words = useWords()
  return useMemo(() => createActs(desk, me, words), [desk, me, words])
}

function createActs(desk: Desk, me: Me, words: Words): Acts {
  const { toasts } = desk
  const by = { id: me.id, name: me.name }

  const fail = (error: unknown): void => {
    if (!(error instanceof Refused)) throw error
    const because = error.status === 0 ? words.offline : error.message || words.broken
    toasts.show(`${words.acts.failed} ${because}`, { tone: 'danger' })
  }
  const act = async (card: Card, hoped: Card, ...calls: readonly Call[]): Promise<void> => {
    show(desk, hoped)
    try {
      for (const [method, path, body] of calls) {
        const mark = desk.feed.mark()
        desk.feed.take(await ask<Card>(method, `/conversations/${card.id}/${path}`, body), mark)
      }
    } catch (error) {
      show(desk, card)
      fail(error)
    }
  }
  const silence = (card: Card, until: number | null): Card => ({
    ...card,
    whyQuiet: 'silence',
    control: { ...card.control, silence: { until: until === null ? null : isoOf(until), by } },
  })
  const free = (card: Card, freed: Partial<Card['control']>): Card => {
    const control = { ...card.control, ...freed }
    return { ...card, control, whyQuiet: quietAfter(card, control) }
  }
  const unsilence: Call = ['DELETE', 'silence']
  const release: Call = ['POST', 'release']

  return {
    fail,
    silence: (card, until) => {
      const body = { until: until === null ? null : isoOf(until) }
      void act(card, silence(card, until), ['POST', 'silence', body]).then(() =>
        toasts.say(words.acts.silenced),
      )
    },
    unsilence: (card) =>
      void act(card, free(card, { silence: null }), unsilence).then(() => toasts.say(words.acts.unsilenced)),
    release: (card) =>
      void act(card, free(card, { intervention: null }), release).then(() => toasts.say(words.acts.released)),
    releaseAll: (card) =>
      void act(card, free(card, { intervention: null, silence: null }), release, unsilence),
    tag: (card, name) => void act(card, tagged(card, name), ['PUT', `tags/${encodeURIComponent(name)}`]),
    untag(card, name) {
      const without = { ...card, tags: card.tags.filter((tag) => tag.name !== name) }
      void act(card, without, ['DELETE', `tags/${encodeURIComponent(name)}`])
      const back = {
        label: words.undo,
        run: () => void act(without, card, ['PUT', `tags/${encodeURIComponent(name)}`]),
      }
      toasts.show(words.tags.removed(name), { action: back })
    },
    read: (card) => void act(card, { ...card, unread: 0 }, ['POST', 'read']),
  }
}

type Call = readonly [method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown]

/** What the operator hopes for, until the server has answered. */
function show(desk: Desk, card: Card): void {
  desk.feed.take(card, desk.feed.mark())
}

function tagged(card: Card, name: string): Card {
  if (card.tags.some((tag) => tag.name === name)) return card
  return { ...card, tags: [...card.tags, { id: `tag_${name}`, name, automatic: false }] }
}

/** Only of the two that this act undoes; every other reason is the server's to give. */
function quietAfter(card: Card, control: Card['control']): Card['whyQuiet'] {
  if (card.whyQuiet !== 'silence' && card.whyQuiet !== 'intervention') return card.whyQuiet
  if (control.silence !== null) return 'silence'
  return control.intervention === null ? null : 'intervention'
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}

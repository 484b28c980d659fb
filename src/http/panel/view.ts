// What is the operator looking at? The URL holds the whole view: screen, conversation, channel, chip, tag, words, and the message to jump to.
import type { ChannelName } from '../../model.ts'

export type Screen = 'inbox' | 'dashboard' | 'knowledge' | 'settings'
export type Chip = 'escalate' | 'lead' | 'unread' | 'unanswered' | 'closing' | 'paused'

export interface View {
  readonly screen: Screen
  /** What lies under a screen: a conversation of the inbox, a file of the knowledge, a page of the settings. */
  readonly open: string | null
  readonly channel: ChannelName | null
  readonly chip: Chip | null
  readonly tag: string | null
  readonly q: string | null
  /** The message to open a conversation at. */
  readonly at: string | null
}

const base = '/panel'
export const screens: readonly Screen[] = ['inbox', 'dashboard', 'knowledge', 'settings']
export const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']
export const chips: readonly Chip[] = ['escalate', 'lead', 'unread', 'unanswered', 'closing', 'paused']

/** Of the place `location` says; what nobody knows is the inbox. */
export function parseView(place: { readonly pathname: string; readonly search: string }): View {
  const [first, ...rest] = place.pathname.replace(base, '').split('/').filter(Boolean).map(decoded)
  const query = new URLSearchParams(place.search)
  const text = (name: string): string | null => query.get(name)?.trim() || null
  return {
    screen: oneOf(screens, first) ?? 'inbox',
    open: rest.length === 0 ? null : rest.join('/'),
    channel: oneOf(channels, text('channel')),
    chip: oneOf(chips, text('view')),
    tag: text('tag'),
    q: text('q'),
    at: text('at'),
  }
}

/** The address of a view, from the root of the server. */
export function urlOf(view: View): string {
  const path = [view.screen, ...(view.open === null ? [] : view.open.split('/'))]
    .map(encodeURIComponent)
    .join('/')
  const query = new URLSearchParams()
  const { channel, chip, tag, q, at } = view
  for (const [name, value] of Object.entries({ channel, view: chip, tag, q, at }))
    if (value !== null) query.set(name, value)
  return `${base}/${path}${query.size === 0 ? '' : `?${query}`}`
}

/** What the server is asked for: the list's query without limit and cursor. */
export interface Filter {
  readonly channel: ChannelName | null
  readonly tag: string | null
  readonly state: 'unread' | 'unanswered' | 'closing' | 'paused' | null
  readonly q: string | null
}

/** Names of the built-in tags, as the server knows them in every language. */
export const builtIn = { escalate: 'Escalar', lead: 'Lead' } as const

export function filterOf({ channel, chip, tag, q }: View): Filter {
  const state = chip === 'escalate' || chip === 'lead' ? null : chip
  const named = chip === 'escalate' || chip === 'lead' ? builtIn[chip] : null
  return { channel, tag: tag ?? named, state, q }
}

/** Is every conversation of the channel in it, whatever its state? Then membership needs no asking. */
export function isPlain({ tag, state, q }: Filter): boolean {
  return tag === null && state === null && q === null
}

function oneOf<T extends string>(known: readonly T[], word: string | null | undefined): T | null {
  return known.find((one) => one === word) ?? null
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

// What does this browser remember of how the operator likes it? Theme, sound, single keys; kept in local storage, told to who asks.
import { useSyncExternalStore } from 'react'

export interface Likes {
  readonly theme: 'system' | 'light' | 'dark'
  readonly sound: boolean
  readonly singleKeys: boolean
  readonly enterSends: boolean
}

const place = 'relevo.likes'
const usual: Likes = { theme: 'system', sound: true, singleKeys: true, enterSends: true }
const listeners = new Set<() => void>()
let likes: Likes | null = null

export function likesHere(): Likes {
  likes ??= { ...usual, ...stored() }
  return likes
}

export function like(change: Partial<Likes>): void {
  likes = { ...likesHere(), ...change }
  localStorage.setItem(place, JSON.stringify(likes))
  applyTheme()
  for (const tell of listeners) tell()
}

export function useLikes(): Likes {
  return useSyncExternalStore(listen, likesHere)
}

/** Sets the theme, and follows the system's while nothing else is chosen. */
export function startTheme(): void {
  applyTheme()
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme)
}

function applyTheme(): void {
  const { theme } = likesHere()
  const dark = theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark'
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
}

function stored(): Partial<Likes> {
  return JSON.parse(localStorage.getItem(place) ?? '{}')
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

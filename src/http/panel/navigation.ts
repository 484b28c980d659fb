// How does one move between views? History entries for what is opened, none for what is only narrowed; links stay links.
import type { View } from './view.ts'
import type { MouseEvent } from 'react'
import { useSyncExternalStore } from 'react'
import { parseView, urlOf } from './view.ts'

const listeners = new Set<() => void>()
let seen = ''
let view: View | null = null

/** The view of the address as it is now. */
export function currentView(): View {
  const here = location.pathname + location.search
  if (view === null || here !== seen) {
    seen = here
    view = parseView(location)
  }
  return view
}

export function useView(): View {
  return useSyncExternalStore(listen, currentView)
}

/** Moves to the present view with some of it changed. `replace`: no entry for the back button. */
export function go(change: Partial<View>, options: { readonly replace?: boolean } = {}): void {
  const url = urlOf({ ...currentView(), ...change })
  if (url === location.pathname + location.search) return
  if (options.replace === true) history.replaceState(null, '', url)
  else history.pushState(null, '', url)
  for (const tell of listeners) tell()
}

/** For a link's `onClick`: goes there without loading the page, unless another tab was asked for. */
export function goByClick(change: Partial<View>, options: { readonly replace?: boolean } = {}) {
  return (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    event.preventDefault()
    go(change, options)
  }
}

/** The address of the present view with some of it changed. */
export function linkTo(change: Partial<View>): string {
  return urlOf({ ...currentView(), ...change })
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) addEventListener('popstate', tellAll)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('popstate', tellAll)
  }
}

function tellAll(): void {
  for (const tell of listeners) tell()
}

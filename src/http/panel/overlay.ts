// Which window lies over the page? One at a time: asked for by any feature, shown by the frame, closed back to where it was asked for.
import { useSyncExternalStore } from 'react'

/** The tags of a conversation; the focus goes back to `opener`. */
export interface Overlay {
  readonly conversation: string
  readonly opener: Element | null
}

const listeners = new Set<() => void>()
let overlay: Overlay | null = null

export function openOverlay(next: Overlay): void {
  overlay = next
  tell()
}

export function closeOverlay(): void {
  overlay = null
  tell()
}

export function useOverlay(): Overlay | null {
  return useSyncExternalStore(listen, () => overlay)
}

function tell(): void {
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

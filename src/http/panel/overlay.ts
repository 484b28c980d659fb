// Which window lies over the page? One at a time: asked for by any feature, shown by the frame, closed back to where it was asked for.
import { useSyncExternalStore } from 'react'

/** The focus goes back to `opener`. */
export type Overlay = { readonly opener: Element | null } & (
  { readonly kind: 'tags'; readonly conversation: string } | { readonly kind: 'keys' }
)

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

// What does the panel say in passing? Short notes at the edge with at most one way back, and lines that only a screen reader hears.
import { after } from './time.ts'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'warning' | 'danger'
  readonly action?: { readonly label: string; readonly run: () => void }
}

export interface Toasts {
  all(): readonly Toast[]
  show(text: string, options?: Partial<Pick<Toast, 'tone' | 'action'>>): void
  dismiss(id: number): void
  /** For the polite live region. */
  say(text: string): void
  said(): string
  onChange(listener: () => void): () => void
}

const shownMs = 6_000
const most = 3

export function createToasts(): Toasts {
  const listeners = new Set<() => void>()
  let all: readonly Toast[] = []
  let said = ''
  let ids = 0
  const tell = (): void => listeners.forEach((listen) => listen())
  const dismiss = (id: number): void => {
    all = all.filter((toast) => toast.id !== id)
    tell()
  }
  return {
    all: () => all,
    show(text, options = {}) {
      const id = ++ids
      all = [...all, { id, text, tone: 'plain' as const, ...options }].slice(-most)
      after(shownMs, () => dismiss(id))
      tell()
    },
    dismiss,
    say(text) {
      said = text
      tell()
    },
    said: () => said,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

// Which conversations are at hand, what did each look like when it was written last, and before the step under way?
// They stay at hand after the COMMIT: nobody else writes them, and who spoke a moment ago speaks again.
import type { Held } from './doing.ts'

export type Snapshot = Pick<Held, 'state' | 'desk'>

export interface Shelf {
  get(id: number): Held | undefined
  /** Loaded or just written; a null `before` means that it did not exist before this step. */
  put(held: Held, before: Snapshot | null): Held
  /** What differs from what is written, with what is written. */
  changed(): readonly (readonly [Held, Snapshot])[]
  written(held: Held): void
  mark(): void
  revert(): void
  /** After a COMMIT. */
  settle(): void
  clear(): void
}

/** So many stay at hand. */
const most = 8_000

export function createShelf(): Shelf {
  const held = new Map<number, Held>()
  const saved = new Map<number, Snapshot>()
  const touched = new Set<number>()
  let marks = new Map<number, Snapshot | null>()

  function clear(): void {
    held.clear()
    saved.clear()
    touched.clear()
    marks = new Map()
  }

  return {
    get: (id) => {
      const known = held.get(id)
      if (known === undefined) return undefined
      touched.add(id)
      if (!marks.has(id)) marks.set(id, snapshot(known))
      return known
    },
    put: (one, before) => {
      held.set(one.id, one)
      touched.add(one.id)
      saved.set(one.id, snapshot(one))
      marks.set(one.id, before)
      return one
    },
    changed: () =>
      [...touched].flatMap((id) => {
        const [one, before] = [held.get(id), saved.get(id)]
        if (one === undefined || before === undefined) return []
        return before.state === one.state && before.desk === one.desk ? [] : [[one, before] as const]
      }),
    written: (one) => {
      saved.set(one.id, snapshot(one))
    },
    mark: () => {
      marks = new Map()
    },
    revert: () => {
      for (const [id, before] of marks) {
        const one = held.get(id)
        if (before === null || one === undefined) held.delete(id)
        else Object.assign(one, before)
      }
      marks = new Map()
    },
    settle: () => {
      marks = new Map()
      touched.clear()
      if (held.size > most) clear()
    },
    clear,
  }
}

function snapshot({ state, desk }: Held): Snapshot {
  return { state, desk }
}

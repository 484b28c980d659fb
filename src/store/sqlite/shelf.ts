// What is in the running transaction's hands, what did it look like when it was written last, and before the step under way?
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
  clear(): void
}

export function createShelf(): Shelf {
  const held = new Map<number, Held>()
  const saved = new Map<number, Snapshot>()
  let marks = new Map<number, Snapshot | null>()

  return {
    get: (id) => {
      const known = held.get(id)
      if (known !== undefined && !marks.has(id)) marks.set(id, snapshot(known))
      return known
    },
    put: (one, before) => {
      held.set(one.id, one)
      saved.set(one.id, snapshot(one))
      marks.set(one.id, before)
      return one
    },
    changed: () =>
      [...held.values()].flatMap((one) => {
        const before = saved.get(one.id)
        const same = before === undefined || (before.state === one.state && before.desk === one.desk)
        return same ? [] : [[one, before] as const]
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
    clear: () => {
      held.clear()
      saved.clear()
      marks = new Map()
    },
  }
}

function snapshot({ state, desk }: Held): Snapshot {
  return { state, desk }
}

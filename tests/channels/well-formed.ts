// Is every string in there one that databases and platforms take? Without NUL and without half a character.

/** Keys and values, however deep. A written-out `\ud83d` is seven plain characters, and fine. */
export function wellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => wellFormed(key) && wellFormed(inner))
}

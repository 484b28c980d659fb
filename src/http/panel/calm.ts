// In which order do the cards stand? The server's, except while somebody is at work in the list: then none moves, and the new ones wait.

export interface Standing {
  /** Ids as they are painted. */
  readonly order: readonly string[]
  /** Ids that would stand higher, or are new, once the order may change. */
  readonly waiting: number
}

/**
 * `shown` is what is painted now, `fresh` the order it should have, `busy` whether the list must not move.
 * `keep` stays where it is although it no longer belongs, until it is left.
 */
export function settle(
  shown: readonly string[],
  fresh: readonly string[],
  busy: boolean,
  keep: string | null,
): Standing {
  if (!busy || shown.length === 0) return { order: withKept(shown, fresh, keep), waiting: 0 }
  const painted = new Set(shown)
  const lastKnown = fresh.findLastIndex((id) => painted.has(id))
  const later = fresh.slice(lastKnown + 1)
  const arrived = fresh.slice(0, Math.max(0, lastKnown)).filter((id) => !painted.has(id))
  return { order: [...shown, ...later], waiting: arrived.length + risen(shown, fresh) }
}

/** How many of the painted ones would stand before one that is painted above them. */
function risen(shown: readonly string[], fresh: readonly string[]): number {
  const place = new Map(shown.map((id, index) => [id, index]))
  let highest = Number.POSITIVE_INFINITY
  let count = 0
  for (const id of fresh.toReversed()) {
    const index = place.get(id)
    if (index === undefined) continue
    if (index > highest) count++
    else highest = index
  }
  return count
}

function withKept(
  shown: readonly string[],
  fresh: readonly string[],
  keep: string | null,
): readonly string[] {
  if (keep === null || fresh.includes(keep)) return fresh
  const at = shown.indexOf(keep)
  return at < 0 ? fresh : [...fresh.slice(0, at), keep, ...fresh.slice(at)]
}

// How does the conversation look on the page? Rows keyed by message: what did not change is not touched.
import type { Entry } from './thread.ts'
import { bubble, element } from './bubble.ts'
import { clockTime, dayKey, dayName } from './time.ts'
import { speakers, words } from './words.ts'

const groupMs = 5 * 60_000

interface Row {
  readonly key: string
  /** Everything its look depends on. */
  readonly look: string
  readonly make: () => HTMLElement
}

/** Draws the entries into `list`; `retry` is asked for one that failed. */
export function createView(
  list: HTMLElement,
  retry: (key: string) => void,
): (entries: readonly Entry[]) => void {
  const drawn = new Map<string, { readonly look: string; readonly node: HTMLElement }>()
  return (entries) => {
    const rows = rowsOf(entries, retry)
    const wanted = new Set(rows.map(({ key }) => key))
    for (const [key, { node }] of drawn)
      if (!wanted.has(key)) {
        node.remove()
        drawn.delete(key)
      }
    rows.forEach((row, index) => {
      const old = drawn.get(row.key)
      const node = old?.look === row.look ? old.node : row.make()
      if (old !== undefined && old.node !== node) old.node.replaceWith(node)
      drawn.set(row.key, { look: row.look, node })
      const there = list.children[index] ?? null
      if (there !== node) list.insertBefore(node, there)
    })
  }
}

function rowsOf(entries: readonly Entry[], retry: (key: string) => void): Row[] {
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1]
    const after = entries[index + 1]
    const newDay = before === undefined || dayKey(before.at) !== dayKey(entry.at)
    const first = newDay || !together(before, entry)
    const last = after === undefined || dayKey(after.at) !== dayKey(entry.at) || !together(entry, after)
    const look = JSON.stringify([entry.body, entry.progress, entry.author, first, last, clockTime(entry.at)])
    const row = { key: entry.key, look, make: () => message(entry, first, last, retry) }
    return newDay ? [daySeparator(entry.at), row] : [row]
  })
}

function together(a: Entry, b: Entry): boolean {
  return a.author === b.author && b.at - a.at < groupMs && a.progress !== 'failed'
}

function daySeparator(at: number): Row {
  const name = dayName(at)
  return {
    key: `day ${dayKey(at)}`,
    look: name,
    make: () => {
      const row = element('li', 'day')
      row.append(element('span', '', name))
      return row
    },
  }
}

function message(entry: Entry, first: boolean, last: boolean, retry: (key: string) => void): HTMLElement {
  const row = element('li', `message from-${entry.author} is-${entry.progress}`)
  row.classList.toggle('first', first)
  row.classList.toggle('last', last)
  row.append(speaker(entry, first), bubble(entry.body))
  if (entry.progress === 'failed') row.append(failed(entry.key, retry))
  else if (entry.progress === 'sending') row.append(element('p', 'meta', words.sending))
  else if (last) row.append(element('p', 'meta', clockTime(entry.at)))
  return row
}

// On screen the side and colour tell that it is the visitor; a screen reader is told in words.
function speaker(entry: Entry, first: boolean): HTMLElement {
  const seen = first && entry.author !== 'contact'
  const label = element('p', seen ? 'speaker' : 'hidden', speakers[entry.author])
  if (entry.author === 'agent') label.append(' ', element('span', 'badge', words.ai))
  return label
}

function failed(key: string, retry: (key: string) => void): HTMLElement {
  const line = element('p', 'meta problem', `${words.failed} `)
  const button = element('button', 'again', words.retry)
  button.type = 'button'
  button.addEventListener('click', () => retry(key))
  line.append(button)
  return line
}

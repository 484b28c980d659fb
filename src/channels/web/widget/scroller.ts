// Where does the reader look? At the end it follows; further up nothing moves, and a button leads to what is new.
export type Cause = 'own' | 'news' | 'older' | 'first' | 'other'

const nearEndPx = 80

export interface Scroller {
  /** Draws, and keeps the reader where the cause of the change says. */
  around(cause: Cause, draw: () => void): void
}

export function createScroller(box: HTMLElement, newest: HTMLButtonElement): Scroller {
  const toEnd = (): void => {
    box.scrollTop = box.scrollHeight
    newest.hidden = true
  }
  const fromEnd = (): number => box.scrollHeight - box.scrollTop - box.clientHeight
  let following = true
  box.addEventListener('scroll', () => {
    following = fromEnd() < nearEndPx
    if (following) newest.hidden = true
  })
  newest.addEventListener('click', toEnd)
  // Pictures that arrive late and the keyboard of a phone change the heights under a reader who was at the end.
  const watcher = new ResizeObserver(() => following && toEnd())
  watcher.observe(box)
  if (box.firstElementChild !== null) watcher.observe(box.firstElementChild)

  return {
    around(cause, draw) {
      const before = box.scrollHeight
      const follow = following || cause === 'own' || cause === 'first'
      draw()
      if (cause === 'older') box.scrollTop += box.scrollHeight - before
      else if (follow) {
        following = true
        toEnd()
      } else if (cause === 'news') newest.hidden = false
    },
  }
}

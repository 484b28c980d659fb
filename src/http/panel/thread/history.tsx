// How does one read ten thousand messages? Only those in sight are drawn; the end is followed only by who is there, older ones come above.
import type { Card } from '../cache.ts'
import type { Row } from './rows.ts'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useHistory, useThread } from '../data.ts'
import { after } from '../time.ts'
import { Blank, Bones, Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { useSpeech } from '../words.ts'
import { freshFrom, rowsOf } from './rows.ts'
import { RowView } from './row-view.tsx'
import { useAnnounced } from './use-announced.ts'
import { endPx, useEnd } from './use-end.ts'
import { useJump } from './use-jump.ts'

const guessedHeight = 64
/** So many rows before the first one the next page is asked for. */
const ahead = 4
/** Rows find their heights and the scroll its place within this time. */
const settlingMs = 250

interface HistoryProps {
  readonly card: Card
  readonly at: string | null
}

export function History({ card, at }: HistoryProps) {
  const { words } = useSpeech()
  const thread = useThread(card.id, at !== null)
  const events = useHistory(card.id)
  const { messages } = thread
  if (messages !== null && events !== null) return <Lines {...{ card, at, thread, messages, events }} />
  return (
    <div className="history" aria-busy="true">
      {thread.isError ? (
        <Blank icon="warning" title={words.thread.failed}>
          <Button onClick={() => void thread.refetch()}>{words.retry}</Button>
        </Blank>
      ) : (
        <Bones rows={6} of="bubble" />
      )}
    </div>
  )
}

interface LinesProps extends HistoryProps {
  readonly thread: ReturnType<typeof useThread>
  readonly messages: NonNullable<ReturnType<typeof useThread>['messages']>
  readonly events: NonNullable<ReturnType<typeof useHistory>>
}

function Lines({ card, at, thread, messages, events }: LinesProps) {
  const { words, spell } = useSpeech()
  const box = useRef<HTMLDivElement>(null)
  const rows = useRows(card, thread, messages, events)
  const lines = useLines(box, rows)
  const placed = useStart(at, rows, lines)
  const older = useOlder(thread, placed ? (lines.getVirtualItems()[0]?.index ?? 0) : Number.POSITIVE_INFINITY)
  const { atEnd, unseen, toEnd } = useEnd(box, lines, messages.length)
  const toIndex = (index: number): void => lines.scrollToIndex(index, { align: 'center' })
  const lit = useJump({ at, rows, older, whole: !thread.hasNextPage, toIndex })
  useAnnounced(card, messages)
  const items = lines.getVirtualItems()
  const day = atEnd
    ? null
    : dayAt(rows[items.find(({ end }) => end > (lines.scrollOffset ?? 0) + 24)?.index ?? 0])
  return (
    <div className="history">
      {day !== null && (
        <p className="day floating" aria-hidden="true">
          {spell.heading(day)}
        </p>
      )}
      <div ref={box} className="history-box scroll" tabIndex={0} role="group" aria-label={words.thread.label}>
        <div
          role="feed"
          aria-busy={thread.isFetchingNextPage}
          aria-label={words.thread.label}
          className="lines"
          style={{ height: lines.getTotalSize() }}
        >
          {items.map(({ index, start }) => {
            const row = rows[index]
            return row === undefined ? null : (
              <div
                key={row.key}
                ref={lines.measureElement}
                data-index={index}
                className="line-place"
                style={{ transform: `translateY(${start}px)` }}
              >
                <RowView row={row} card={card} lit={row.kind === 'message' && row.message.id === lit} />
              </div>
            )
          })}
        </div>
      </div>
      {!atEnd && <ToEnd unseen={unseen} onClick={toEnd} />}
    </div>
  )
}

function ToEnd({ unseen, onClick }: { readonly unseen: number; readonly onClick: () => void }) {
  const { words } = useSpeech()
  return (
    <button type="button" className="to-end" onClick={onClick} aria-label={words.thread.newer(unseen)}>
      <Icon name="arrowDown" size={18} />
      {unseen > 0 && <span>{words.thread.newer(unseen)}</span>}
    </button>
  )
}

function useRows(
  card: Card,
  thread: LinesProps['thread'],
  messages: LinesProps['messages'],
  events: LinesProps['events'],
): readonly Row[] {
  const [fresh] = useState(() => freshFrom(messages, card.unread))
  const whole = !thread.hasNextPage
  return useMemo(
    () => rowsOf({ messages, events, whole, freshFrom: fresh }),
    [messages, events, whole, fresh],
  )
}

function useLines(box: React.RefObject<HTMLDivElement | null>, rows: readonly Row[]) {
  return useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => guessedHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: endPx,
    paddingStart: 16,
    paddingEnd: 12,
  })
}

/** Asks for the page before, by itself when the reader comes near the first row. */
function useOlder(thread: LinesProps['thread'], top: number): () => void {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = thread
  const older = (): void => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }
  useEffect(() => {
    if (top <= ahead) older()
  }, [top, hasNextPage, isFetchingNextPage])
  return older
}

/** Opens where the unread begins, else at the end. True once it stands there: until then the first rows are drawn only by the way. */
function useStart(at: string | null, rows: readonly Row[], lines: ReturnType<typeof useLines>): boolean {
  const [placed, setPlaced] = useState(false)
  useLayoutEffect(() => {
    const put = (): void => {
      const fresh = rows.findIndex(({ kind }) => kind === 'fresh')
      if (fresh < 0) lines.scrollToIndex(rows.length - 1, { align: 'end' })
      else lines.scrollToIndex(fresh, { align: 'start' })
    }
    if (at === null) put()
    return after(settlingMs, () => setPlaced(true))
  }, [])
  return placed
}

/** The day of what is read now, unless its own line is in sight. */
function dayAt(row: Row | undefined): number | null {
  return row?.kind === 'message' || row?.kind === 'event' ? row.at : null
}

// How much waits, and where? Counts that stop at a limit, each from an index, and the last sign of life of every channel.
import type { Database } from 'bun:sqlite'
import type { ChannelName, Instant } from '../../model.ts'
import type { ChannelPulse, PanelStore } from '../panel.ts'

const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']
/** Counts stop here: more is not told apart by a person. */
const most = 1_000
const hourMs = 60 * 60_000
/** *Por vencer*: the window closes within this time. */
const closingMs = 2 * hourMs

export function createUnread(db: Database): PanelStore['unread'] {
  const count = (from: string) =>
    db.prepare<{ n: number }, (string | number)[]>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM ${from} LIMIT ${most})`,
    )
  const unread = count('conversation INDEXED BY conversation_unread WHERE flags & 1 AND channel = +?')
  const waiting = count('conversation INDEXED BY conversation_waiting WHERE flags & 2')
  const paused = count('conversation INDEXED BY conversation_paused WHERE flags & 4')
  const closing = count(
    `conversation INDEXED BY conversation_window WHERE window_due IS NOT NULL AND window_due <= +?
     AND window_open = 1 AND channel <> 'web' AND last_inbound_at > +? AND last_inbound_at <= +?`,
  )
  const tags = db.prepare<{ id: number; uses: number }, []>('SELECT id, uses FROM tag WHERE id IN (1, 2)')

  return async (now) => {
    const of = (channel: ChannelName): number => unread.get(channel)?.n ?? 0
    const uses = new Map(tags.all().map(({ id, uses: n }) => [id, Math.min(n, most)]))
    const opened = now - 24 * hourMs
    return {
      most,
      channels: {
        whatsapp: of('whatsapp'),
        instagram: of('instagram'),
        messenger: of('messenger'),
        web: of('web'),
      },
      leads: uses.get(1) ?? 0,
      escalated: uses.get(2) ?? 0,
      unanswered: waiting.get()?.n ?? 0,
      paused: paused.get()?.n ?? 0,
      closing: closing.get(now + closingMs, opened, opened + closingMs)?.n ?? 0,
    }
  }
}

interface AccountRow {
  channel: ChannelName
  name: string
  paused_until: Instant
  because: string | null
}

export function createPulse(db: Database): PanelStore['pulse'] {
  const accounts = db.prepare<AccountRow, []>(
    'SELECT channel, name, paused_until, because FROM account ORDER BY id',
  )
  const last = db.prepare<{ at: Instant | null }, [string]>(
    'SELECT max(last_at) AS at FROM conversation WHERE channel = +?',
  )
  return async (now) => {
    const rows = accounts.all()
    return channels.map((channel): ChannelPulse => ({
      channel,
      accounts: rows.filter((row) => row.channel === channel).map((row) => accountOf(row, now)),
      lastMessageAt: last.get(channel)?.at ?? null,
    }))
  }
}

function accountOf(
  { name, paused_until, because }: AccountRow,
  now: Instant,
): ChannelPulse['accounts'][number] {
  return paused_until > now
    ? { account: name, pausedUntil: paused_until, because }
    : { account: name, pausedUntil: null, because: null }
}

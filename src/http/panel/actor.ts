// Who did it, as the reader calls them?
import type { HistoryWire } from '../wire-panel.ts'
import type { Speech } from './words.ts'

export function actorOf({ by }: Pick<HistoryWire, 'by'>, me: string, { words }: Speech): string {
  const { actors } = words.events
  if (by.kind === 'operator') return by.id === me ? words.speakers.you : by.name
  return actors[by.kind]
}

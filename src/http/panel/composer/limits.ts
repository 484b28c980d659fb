// How long may a text be on a channel? The counter's measure only: what may leave is the server's to say.
import type { ChannelName } from '../../../model.ts'

export interface Limit {
  readonly most: number
  readonly unit: 'chars' | 'bytes'
}

const limits: Record<ChannelName, Limit> = {
  whatsapp: { most: 4_096, unit: 'chars' },
  messenger: { most: 2_000, unit: 'chars' },
  instagram: { most: 1_000, unit: 'bytes' },
  web: { most: 4_000, unit: 'chars' },
}

export function limitOf(channel: ChannelName): Limit {
  return limits[channel]
}

/** Negative while there is room. */
export function overBy(text: string, { most, unit }: Limit): number {
  return (unit === 'bytes' ? new TextEncoder().encode(text).length : text.length) - most
}

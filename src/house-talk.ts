// What is a chat in a terminal? A conversation under way, what has been done in it, and how it is told.
import type { Pack } from './agent/pack.ts'
import type { Outcome } from './agent/rehearsal/outcome.ts'
import type { Stage } from './agent/rehearsal/stage.ts'
import type { Done } from './agent/rehearsal/written.ts'
import type { Cast } from './house-cast.ts'
import type { Errand } from './house-errand.ts'
import type { ChannelName, Instant } from './model.ts'

/** A conversation under way, and everything an order may change. */
export interface Chat {
  readonly errand: Errand
  /** Which agent, and its folder. */
  readonly slug: string
  readonly folder: string
  readonly say: (line: string) => void
  pack: Pack
  cast: Cast
  stage: Stage
  channel: ChannelName
  from: Instant
  readonly done: Done[]
  /** Ends the conversation and begins another. */
  begin(channel: ChannelName, at: Instant): Promise<void>
}

export const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']

export function isChannel(name: string): name is ChannelName {
  return channels.some((channel) => channel === name)
}

/** What a step changed, told like a play. */
export function tell({ say, pack, done }: Chat, outcome: Outcome): void {
  const before = done.at(-1)?.outcome ?? null
  for (const { author, text } of outcome.said)
    say(`${author === 'agent' ? pack.agent.name : 'Equipo'}: ${text}`)
  for (const tag of outcome.tags.filter((one) => !before?.tags.includes(one))) say(`  (etiqueta + ${tag})`)
  for (const [id, value] of Object.entries(outcome.data))
    if (before?.data[id] !== value) say(`  (dato ${id}: ${value})`)
  if (outcome.quiet !== (before?.quiet ?? null))
    say(outcome.quiet === null ? '  (el agente vuelve a atender)' : `  (el agente calla: ${outcome.quiet})`)
  for (const text of outcome.trouble) say(`  (contratiempo: ${text})`)
}

// How does a conversation become a test? What was said and done, written as an author would, with what must hold from now on.
import type { ChannelName, Instant } from '../../model.ts'
import type { Simulated } from '../pack-simulated.ts'
import type { Outcome } from './outcome.ts'
import { stringify } from 'yaml'
import { foldText } from '../text.ts'
import { isoAt } from './moments.ts'
import { agentTexts } from './outcome.ts'

export type Deed =
  | { readonly kind: 'customer'; readonly texts: readonly string[]; readonly simulated: Simulated | null }
  | { readonly kind: 'person'; readonly text: string }
  | { readonly kind: 'release' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'pass'; readonly ms: number }

export interface Done {
  readonly deed: Deed
  readonly outcome: Outcome
}

export interface Conversation {
  readonly name: string
  readonly channel: ChannelName
  readonly from: Instant
  readonly done: readonly Done[]
}

/** `Pide precio, ¡y nada!` → `pide-precio-y-nada`; empty when nothing is left. */
export function fileNameOf(name: string): string {
  return (foldText(name).match(/[a-z0-9]+/g) ?? []).join('-').slice(0, 60)
}

export function testTextOf({ name, channel, from, done }: Conversation, zone: string): string {
  const said = done.flatMap(({ outcome }) => agentTexts(outcome)).map((text) => text.replaceAll(/\s+/g, ' '))
  const body = {
    nombre: name,
    ...(channel === 'whatsapp' ? {} : { canal: channel }),
    ahora: isoAt(from, zone),
    conversacion: done.map((one, index) => stepOf(one, done[index - 1]?.outcome ?? null)),
  }
  const notes = said.map((text) => `#   «${text}»`)
  const head = [
    '# Guardada desde el chat. Se contestó:',
    ...notes,
    '# Agrega «contiene» o «no_contiene» donde haga falta.',
  ]
  return `${head.join('\n')}\n${stringify(body, { lineWidth: 110, flowCollectionPadding: true })}`
}

function stepOf({ deed, outcome }: Done, before: Outcome | null): Readonly<Record<string, unknown>> {
  switch (deed.kind) {
    case 'customer':
      return {
        cliente: deed.texts.length === 1 ? deed.texts[0] : deed.texts,
        ...(deed.simulated === null ? {} : { simulado: simulatedText(deed.simulated) }),
        espera: expectedOf(outcome, before),
      }
    case 'person':
      return { humano: deed.text }
    case 'release':
      return { devolver: 'sí' }
    case 'silence':
      return { silenciar: 'sí' }
    case 'pass':
      return { pasan: `${Math.max(1, Math.round(deed.ms / 60_000))}m` }
  }
}

function simulatedText(simulated: Simulated): unknown {
  switch (simulated.kind) {
    case 'turn':
      return simulated.proposal
    case 'text':
      return { texto: simulated.text }
    case 'failure':
      return { falla: simulated.status }
  }
}

function expectedOf(outcome: Outcome, before: Outcome | null): Readonly<Record<string, unknown>> {
  const fresh = outcome.tags.some((tag) => !before?.tags.includes(tag))
  const motives = outcome.answers.flatMap(({ answer }) => answer.findings).map(({ because }) => because)
  const learned = Object.entries(outcome.data).filter(([id, value]) => before?.data[id] !== value)
  const silent = outcome.quiet === 'silence' || outcome.quiet === 'intervention'
  return {
    etiquetas: [...outcome.tags],
    ...(fresh && motives[0] !== undefined ? { motivo: motives[0] } : {}),
    ...(learned.length > 0 ? { datos: Object.fromEntries(learned) } : {}),
    silenciado: silent ? 'sí' : 'no',
  }
}

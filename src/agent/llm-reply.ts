// What becomes of a model's proposal? Tags and data pass the gate, words the locks; a tag that silences puts the author's farewell
// in place of everything the model said.
import type { Finding, Rejection } from '../events.ts'
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { FloorReading } from './floor/floor.ts'
import type { Passage } from './pack-knowledge.ts'
import type { TagFile } from './pack-tags.ts'
import type { Locked, Proposal } from './proposal.ts'
import { gate, mergeFindings } from './gate.ts'
import { lock } from './locks.ts'
import { noticesFor, orderOf } from './no-model-reply.ts'
import { findingOfReply } from './no-model.ts'
import { isForModel } from './readable.ts'

export interface Draft {
  readonly messages: readonly string[]
  readonly dropped: Locked['dropped']
  readonly findings: readonly Finding[]
  readonly rejected: readonly Rejection[]
  readonly data: Readonly<Record<string, string | number>>
  readonly noAnswer: boolean
  readonly because: string
  /** A person wrote these words: nothing is left to be judged. */
  readonly farewell: boolean
}

export interface Material {
  readonly desk: Desk
  readonly turn: Turn
  readonly reading: FloorReading
  readonly proposal: Proposal
  /** Who proposed it. */
  readonly model: string
  /** What the reply may lean on: knowledge, and what tools have answered. */
  readonly sources: readonly Passage[]
  readonly toolFailed: boolean
}

export function draftOf(material: Material): Draft {
  const { desk, turn, reading, proposal, model, sources } = material
  const gated = gate(desk, turn, proposal, model)
  const bodies = turn.burst.filter(({ author }) => author === 'contact').map(({ body }) => body)
  const found = mergeFindings(reading.findings, gated.findings)
  const rest = {
    rejected: gated.rejected,
    data: { ...gated.data, ...reading.data },
    noAnswer: proposal.sin_respuesta,
  }
  const farewell = farewellFor(material, gated.findings)
  if (farewell !== null) {
    const findings = mergeFindings(found, farewell.findings)
    return { ...rest, ...farewell, findings, messages: [farewell.words], dropped: [], farewell: true }
  }
  const locked = lock(desk, turn, sources, proposal.mensajes, { ...gated, findings: found })
  const notices = noticesFor(
    desk,
    bodies.filter((body) => !isForModel(body)),
  )
  return {
    ...rest,
    messages: [...notices, ...locked.messages],
    dropped: locked.dropped,
    findings: [...found, ...findingOfReply(desk, found, orderOf(desk, turn, bodies))],
    because: sourcesOf(sources),
    farewell: false,
  }
}

interface Farewell {
  readonly words: string
  readonly because: string
  readonly findings: readonly Finding[]
}

/** A proposed tag that silences, or a customer who is stuck by this very answer. */
function farewellFor(material: Material, gated: readonly Finding[]): Farewell | null {
  const { desk, turn, reading, proposal, toolFailed } = material
  const silencing = desk.pack.tags.find(
    (tag) => tag.silence && gated.some((finding) => finding.tag === tag.name),
  )
  if (silencing !== undefined) return farewellOf(desk, turn, silencing, [])
  if (!proposal.sin_respuesta && !toolFailed) return null
  const stuck = desk.floor.stuck(turn, reading.failures + 1)
  return stuck === null ? null : farewellOf(desk, turn, stuck.tag, [stuck.finding])
}

function farewellOf(desk: Desk, turn: Turn, tag: TagFile, findings: readonly Finding[]): Farewell {
  const words = desk.words(tag, turn.now) ?? desk.say('respuesta_segura')
  return { words, because: `etiqueta: ${tag.name}`, findings }
}

function sourcesOf(sources: readonly Passage[]): string {
  if (sources.length === 0) return 'modelo'
  return sources.map(passageName).join(' · ')
}

/** As it is shown in *¿Por qué?*. */
export function passageName({ document, title }: Passage): string {
  return document === 'tools' ? `tools › ${title}` : `knowledge/${document}.md › ${title}`
}

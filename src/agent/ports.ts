// What must an agent be handed to reach beyond its turn? Bytes of media, a fetch that only goes to the model, a GET for author's tools,
// versions that were kept, and conversations that were had.
import type { Rejection, Signature, Trace, Usage } from '../events.ts'
import type { Address, ConversationId, MessageId } from '../model.ts'
import type { TurnMessage } from './agent.ts'

export interface MediaBytes {
  readonly bytes: Uint8Array
  readonly mime: string
  readonly filename: string
}

/** Waits until the bytes of this message are ours; null when they never will be, or not in time. */
export type ReadMedia = (message: MessageId, signal: AbortSignal) => Promise<MediaBytes | null>

/** Shaped like `fetch`; reaches the configured model hosts and nothing else. */
export type ModelFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

export type ToolAnswer =
  | { readonly ok: true; readonly status: number; readonly body: string }
  | { readonly ok: false; readonly because: string }

/** GET for an author's read-only tool: https, public addresses, no redirect, bounded. */
export type ToolGet = (url: string, signal: AbortSignal) => Promise<ToolAnswer>

/** One version of a pack's files, kept so that it can be shown, compared and used again. */
export interface KeptVersion {
  /** The pack's sha256, first 12 hex digits. */
  readonly hash: string
  readonly pack: string
  /** When it last became the running version. */
  readonly at: number
  readonly source: 'disk' | 'panel' | 'rollback'
  readonly note: string | null
}

/** As it is listed: with what it has done. */
export interface ListedVersion extends KeptVersion {
  /** When it was first kept. */
  readonly firstAt: number
  /** Turns answered with it. */
  readonly turns: number
}

/** What a process finds at its start: the pinned version, else the one that ran last. */
export interface LastVersion {
  readonly hash: string
  readonly pinned: boolean
  readonly files: ReadonlyMap<string, string>
}

/** Implemented by the store; the agent room only knows this much of it. */
export interface PackVersions {
  /** The same version again only moves its time, source and note. */
  keep(version: KeptVersion, files: ReadonlyMap<string, string>): Promise<void>
  read(pack: string, hash: string): Promise<ReadonlyMap<string, string> | null>
  /** Newest first. */
  list(pack: string): Promise<readonly ListedVersion[]>
  pinned(pack: string): Promise<string | null>
  /** Null lets the files on disk rule again. */
  pin(pack: string, hash: string | null): Promise<void>
}

/** One conversation as it really went, for whoever answers it again with another version. */
export interface RecordedConversation {
  readonly conversation: ConversationId
  readonly to: Address
  readonly contactName: string | null
  /** Captured from the contact, all in all. */
  readonly data: Readonly<Record<string, string | number>>
  /** Oldest first; what never left is not among them. */
  readonly messages: readonly RecordedMessage[]
  /** In order. */
  readonly tags: readonly RecordedTag[]
  readonly turns: readonly RecordedTurn[]
}

export interface RecordedMessage extends TurnMessage {
  /** Why a customer's message was not answered. */
  readonly because: string | null
  /** The agent's: of which turn. */
  readonly fence: number | null
  readonly by: Signature | null
}

export interface RecordedTag {
  readonly at: number
  readonly tag: string
  readonly what: 'put' | 'drop' | 'reject'
  readonly actor: string
  readonly because: string | null
  readonly quote: string | null
  readonly message: MessageId | null
}

export interface RecordedTurn {
  readonly fence: number
  readonly usage: Usage
  readonly trace: Trace
  readonly rejected: readonly Rejection[]
}

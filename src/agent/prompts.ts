// What may people ask of the packs while they run? What runs and why, what was kept, and a file to read or to write.
import type { ListedVersion } from './ports.ts'

/** Something wrong in an author's file. */
export interface PackProblem {
  /** As its author knows it, folder included. */
  readonly file: string
  /** Both count from 1. */
  readonly line: number
  readonly column: number
  readonly level: 'error' | 'aviso'
  /** Spanish, for authors. */
  readonly message: string
}

export interface PackDocument {
  readonly name: string
  readonly title: string
  readonly category: string
  readonly state: 'activo' | 'borrador' | 'archivado'
  /** Does the agent read it? */
  readonly read: boolean
  readonly passages: number
}

export interface PackOverview {
  readonly pack: string
  /** Version that answers now. */
  readonly running: string
  readonly since: number
  readonly source: 'disk' | 'panel' | 'rollback'
  /** Version it is held at; null when the files on disk rule. */
  readonly pinned: string | null
  /** Version of the files on disk; null while they have errors. */
  readonly disk: string | null
  /** Of the files on disk. */
  readonly problems: readonly PackProblem[]
  /** Of the running version. */
  readonly documents: readonly PackDocument[]
  readonly files: readonly string[]
  /** False when the files cannot be changed from here. */
  readonly writable: boolean
}

export interface FileDiff {
  readonly file: string
  /** Unified, three lines of context. */
  readonly diff: string
}

export type Written =
  | { readonly ok: true }
  | { readonly ok: false; readonly because: 'path' | 'read-only' | 'changed' }
  | { readonly ok: false; readonly because: 'problems'; readonly problems: readonly PackProblem[] }

/** One pack, while it runs. Versions are named by their hash, or by enough of its first digits; `disco` is the folder. */
export interface Prompts {
  readonly pack: string
  overview(): PackOverview
  versions(): Promise<readonly ListedVersion[]>
  /** Null when there is no such version. */
  version(hash: string): Promise<ReadonlyMap<string, string> | null>
  diff(from: string, to: string): Promise<readonly FileDiff[] | null>
  /** From the moment it resolves that version answers. False when there is none, or it cannot be used any more. */
  pin(hash: string): Promise<boolean>
  unpin(): Promise<void>
  /** A file on disk; `mark` changes with its text. Null when there is none. */
  read(path: string): { readonly text: string; readonly mark: string } | null
  /** Checks the whole pack with this file in it, then writes. `mark`: only if nobody has changed it since it was read. */
  write(path: string, text: string, mark?: string): Written
}

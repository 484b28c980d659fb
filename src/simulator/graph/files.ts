// Where do media live? Ids with their bytes, links that last five minutes, and what an upload may be.
// Sizes and types: WhatsApp Cloud API, media.
import type { Instant } from '../../model.ts'
import type { Random } from '../naming.ts'
import type { Problem } from './problems.ts'
import { DAY, MINUTE } from '../../clock.ts'
import { digits, pick } from '../naming.ts'

export interface StoredFile {
  readonly id: string
  readonly mime: string
  readonly bytes: Uint8Array
  /** SHA-256 in base64, as webhooks carry it. */
  readonly sha256: string
}

export interface Files {
  put(file: { readonly mime: string; readonly bytes: Uint8Array; readonly id?: string }): StoredFile
  get(id: string): StoredFile | null
  remove(id: string): boolean
  /** Path and query of a link. A private one asks for the token and lasts five minutes, a public one lasts a day. */
  link(id: string, now: Instant, access: 'private' | 'public'): string
  /** Null when the link is unknown or too old. */
  open(url: URL, now: Instant): StoredFile | null
  /** Why this upload is refused, or null. */
  refuse(mime: string, size: number): Problem | null
}

export const privateRoot = 'whatsapp_business/attachments'
export const publicRoot = 'messaging_cdn'

const MiB = 1024 * 1024
const uploads: readonly (readonly [mime: RegExp, maxBytes: number])[] = [
  [/^image\/(jpeg|png)$/, 5 * MiB],
  [/^image\/webp$/, 500 * 1024],
  [/^video\/(mp4|3gpp?)$/, 16 * MiB],
  [/^audio\/(aac|amr|mpeg|mp4|ogg)$/, 16 * MiB],
  [/^text\/plain$|^application\/(pdf|msword|vnd\.)/, 100 * MiB],
]

export function createFiles(random: Random): Files {
  const files = new Map<string, StoredFile>()
  const links = new Map<string, { readonly id: string; readonly until: Instant }>()
  return {
    put: ({ id = digits(random, 16), mime, bytes }) => {
      const sha256 = new Bun.CryptoHasher('sha256').update(bytes).digest('base64')
      const file = { id, mime, bytes, sha256 }
      files.set(id, file)
      return file
    },
    get: (id) => files.get(id) ?? null,
    remove: (id) => files.delete(id),
    link: (id, now, access) => {
      const hash = pick(random, 'abcdefghijklmnopqrstuvwxyz0123456789', 24)
      links.set(hash, { id, until: now + (access === 'private' ? 5 * MINUTE : DAY) })
      return `/${access === 'private' ? privateRoot : publicRoot}/?mid=${id}&hash=${hash}`
    },
    open: (url, now) => {
      const link = links.get(url.searchParams.get('hash') ?? '')
      if (link === undefined || link.id !== url.searchParams.get('mid') || link.until < now) return null
      return files.get(link.id) ?? null
    },
    refuse: (mime, size) => {
      const bare = mime.split(';')[0]?.trim() ?? ''
      const row = uploads.find(([pattern]) => pattern.test(bare))
      if (row === undefined)
        return {
          code: 131053,
          details: `Param file must be a file with one of the allowed types. Got ${bare}.`,
        }
      return size > row[1] ? { code: 131053, details: `File is larger than ${row[1]} bytes.` } : null
    },
  }
}

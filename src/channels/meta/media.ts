// How do the bytes of a customer's file become ours? Streamed to disk under a cap, checked, and named after their own hash.
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Egress, EgressResult } from '../../egress.ts'
import { reasonOf } from '../../errors.ts'
import type { MediaKind } from '../../model.ts'
import type { MediaResult } from '../channel.ts'

/** WhatsApp's largest document; the other platforms stay below it. */
export const MAX_MEDIA_BYTES = 100 * 2 ** 20

export interface Wanted {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly media: MediaKind
  /** What the platform said it is, for answers that do not say. */
  readonly mime?: string
  /** Base64 or hex; '' when the platform tells none. */
  readonly sha256?: string
  /** An address that the platform gives anew when asked: a refusal may be its age. */
  readonly renewable: boolean
}

export type Keep = (wanted: Wanted, signal: AbortSignal) => Promise<MediaResult>

const EXTENSIONS = new Map([
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
  ['audio/ogg', 'ogg'],
  ['audio/opus', 'ogg'],
  ['audio/mpeg', 'mp3'],
  ['audio/mp4', 'm4a'],
  ['audio/aac', 'aac'],
  ['audio/amr', 'amr'],
  ['audio/wav', 'wav'],
  ['video/mp4', 'mp4'],
  ['video/3gpp', '3gp'],
  ['video/quicktime', 'mov'],
  ['video/webm', 'webm'],
  ['application/pdf', 'pdf'],
  ['application/msword', 'doc'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['application/vnd.ms-excel', 'xls'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  ['application/vnd.ms-powerpoint', 'ppt'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'],
  ['application/zip', 'zip'],
  ['text/plain', 'txt'],
  ['text/csv', 'csv'],
])
const FAMILIES: Readonly<Record<MediaKind, readonly string[]>> = {
  image: ['image/'],
  sticker: ['image/'],
  audio: ['audio/', 'video/'],
  video: ['video/'],
  document: [''],
}
const ANY = 'application/octet-stream'

/** The same bytes get the same name, so a second download changes nothing. */
export function createKeep(egress: Egress, mediaDir: string): Keep {
  let started = 0
  return async (wanted, signal) => {
    started += 1
    const part = join(mediaDir, `.part-${started}`)
    try {
      await mkdir(mediaDir, { recursive: true })
      const request = { method: 'GET', url: wanted.url, toFile: part, maxBytes: MAX_MEDIA_BYTES } as const
      const headers = wanted.headers === undefined ? {} : { headers: wanted.headers }
      const result = await egress('media', { ...request, ...headers }, signal)
      const refused = whyRefused(result, wanted.renewable)
      if (refused !== null) return refused
      return await settle(part, mediaDir, wanted, result.ok ? (result.headers['content-type'] ?? '') : '')
    } catch (error) {
      return { ok: false, because: reasonOf(error), again: true }
    } finally {
      await rm(part, { force: true })
    }
  }
}

function whyRefused(result: EgressResult, renewable: boolean): MediaResult | null {
  if (!result.ok) {
    const final = result.detail.startsWith('not allowed') || result.detail === 'answer too large'
    return { ok: false, because: result.detail, again: !final }
  }
  if (result.status === 200) return null
  const later = result.status >= 500 || result.status === 429 || result.status === 408
  return { ok: false, because: `HTTP ${result.status}`, again: later || renewable }
}

async function settle(part: string, mediaDir: string, wanted: Wanted, told: string): Promise<MediaResult> {
  const mime = mimeOf(told, wanted.mime ?? '')
  if (!FAMILIES[wanted.media].some((family) => mime === ANY || mime.startsWith(family))) {
    return { ok: false, because: `${wanted.media} arrived as ${mime}`, again: false }
  }
  const hasher = new Bun.CryptoHasher('sha256')
  for await (const chunk of Bun.file(part).stream()) hasher.update(chunk)
  const hash = hasher.digest()
  const expected = wanted.sha256 ?? ''
  if (expected !== '' && expected !== hash.toString('base64') && expected !== hash.toString('hex')) {
    return { ok: false, because: 'the bytes do not match their hash', again: true }
  }
  const file = `${hash.toString('hex')}.${EXTENSIONS.get(mime) ?? 'bin'}`
  await rename(part, join(mediaDir, file))
  return { ok: true, file, mime }
}

function mimeOf(told: string, said: string): string {
  const [type = ''] = told.toLowerCase().split(';')
  const [other = ''] = said.toLowerCase().replaceAll('\\/', '/').split(';')
  const known = type.trim() === ANY ? '' : type.trim()
  const mime = known || other.trim() || ANY
  return /^[a-z]+\/[a-z0-9.+-]{1,100}$/u.test(mime) ? mime : ANY
}

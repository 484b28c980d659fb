// What do customers attach? The smallest real files of each sort.
import type { MediaSort } from './webhooks/dialect.ts'

export interface Sample {
  readonly mime: string
  readonly bytes: Uint8Array
}

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const webp = 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'
const pdf =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n'

/** An Ogg page with an Opus head and nothing after it: a silent voice note. */
const opusHead = [
  ...Buffer.from('OggS'),
  ...[0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 19],
  ...Buffer.from('OpusHead'),
  ...[1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0],
]

export const samples: Readonly<Record<MediaSort, Sample>> = {
  image: { mime: 'image/png', bytes: Buffer.from(png, 'base64') },
  audio: { mime: 'audio/ogg; codecs=opus', bytes: Uint8Array.from(opusHead) },
  video: { mime: 'video/mp4', bytes: Buffer.from('AAAAGGZ0eXBpc29tAAAAAGlzb21tcDQy', 'base64') },
  document: { mime: 'application/pdf', bytes: Buffer.from(pdf) },
  sticker: { mime: 'image/webp', bytes: Buffer.from(webp, 'base64') },
}

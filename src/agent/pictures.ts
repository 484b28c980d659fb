// Which pictures of the burst may the model look at? The latest two, small enough, in a format every provider reads.
import type { MessageId } from '../model.ts'
import type { Turn } from './agent.ts'
import type { ReadMedia } from './ports.ts'
import type { Pictures } from './transcript.ts'

const mostPictures = 2
const mostBytes = 5 * 2 ** 20
const formats = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])

/** Data URLs by message; what cannot be shown is left out and stays `[imagen]`. */
export async function picturesOf(turn: Turn, readMedia: ReadMedia, signal: AbortSignal): Promise<Pictures> {
  const shown = turn.burst
    .filter(({ author, body }) => author === 'contact' && body.kind === 'media' && body.media === 'image')
    .slice(-mostPictures)
  const read = await Promise.all(
    shown.map(async ({ id }): Promise<readonly [MessageId, string] | null> => {
      const media = await readMedia(id, signal)
      const type = media?.mime.split(';')[0]?.trim().toLowerCase() ?? ''
      if (media === null || media.bytes.byteLength > mostBytes || !formats.has(type)) return null
      return [id, `data:${type};base64,${Buffer.from(media.bytes).toString('base64')}`]
    }),
  )
  signal.throwIfAborted()
  return new Map(read.filter((one) => one !== null))
}

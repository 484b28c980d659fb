// What may an operator send? The shape of a body that leaves; whether it may leave now is for the rules to say.
import { z } from 'zod'

const words = (limit: number) => z.string().trim().min(1).max(limit)
const mediaRef = z
  .string()
  .min(1)
  .max(2_048)
  .refine((ref) => (ref.includes(':') ? isHttps(ref) : /^[A-Za-z0-9_-]+$/.test(ref)))

const text = z.strictObject({ kind: z.literal('text'), text: z.string().max(8_192) })

const media = z.strictObject({
  kind: z.literal('media'),
  media: z.enum(['image', 'audio', 'video', 'document', 'sticker']),
  /** The platform's media id, or an https link. */
  ref: mediaRef,
  mime: words(120).exactOptional(),
  caption: z.string().max(4_096).exactOptional(),
  filename: words(240).exactOptional(),
})

const choices = z.strictObject({
  kind: z.literal('choices'),
  text: words(4_096),
  choices: z
    .array(z.strictObject({ id: words(200), label: words(60), description: words(120).exactOptional() }))
    .min(1)
    .max(13)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length),
  button: words(20).exactOptional(),
})

const template = z.strictObject({
  kind: z.literal('template'),
  name: words(512),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
  params: z.array(z.string().max(1_024)).max(20).default([]),
})

export const outboundBody = z.discriminatedUnion('kind', [text, media, choices, template])

/** A caller's own id for a message: the same one again sends nothing twice. */
export const clientId = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/)

function isHttps(ref: string): boolean {
  return URL.canParse(ref) && new URL(ref).protocol === 'https:'
}

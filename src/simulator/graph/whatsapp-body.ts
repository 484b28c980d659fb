// Which bodies does `POST /{phone-number-id}/messages` take? Every documented type, and what each asks for.
// Source: WhatsApp Cloud API, send messages; checked in the tests against a JSON Schema made from Meta's OpenAPI file.
import type { Intent, Reading } from './intent.ts'
import { interactive } from './interactive-body.ts'
import { anything, firstProblem, link, text } from './shapes.ts'
import { z } from 'zod'

const scopedId = z
  .string()
  .regex(/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/, 'is not a business-scoped user id')
const number = z.union([z.string(), z.number().int()])

const base = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.enum(['individual', 'group']).optional(),
  to: number.optional(),
  recipient: scopedId.optional(),
  context: z.looseObject({ message_id: z.string().optional() }).optional(),
  biz_opaque_callback_data: text(512).optional(),
}

const mediaFields = {
  id: z.union([z.string(), z.number().int()]).optional(),
  link: link.optional(),
  provider: z.union([z.string(), anything]).optional(),
}
const captioned = { ...mediaFields, caption: text(1024).optional(), filename: z.string().optional() }

function media<T extends z.ZodRawShape>(fields: T): z.ZodType {
  return z
    .strictObject(fields)
    .refine(
      (one) => ('id' in one && one['id'] !== undefined) !== ('link' in one && one['link'] !== undefined),
      {
        message: 'needs either id or link',
      },
    )
}

const coordinate = z.union([z.number(), z.string().regex(/^-?[0-9]+(\.[0-9]+)?$/)])
const line = z.string().optional()
const contact = z.strictObject({
  addresses: z
    .array(
      z.strictObject({
        city: line,
        country: line,
        country_code: line,
        state: line,
        street: line,
        type: line,
        zip: line,
      }),
    )
    .optional(),
  birthday: z.string().optional(),
  emails: z.array(z.strictObject({ email: z.string(), type: line })).optional(),
  name: z.strictObject({
    formatted_name: z.string(),
    first_name: line,
    last_name: line,
    middle_name: line,
    prefix: line,
    suffix: line,
  }),
  org: z.strictObject({ company: line, department: line, title: line }).optional(),
  phones: z.array(z.strictObject({ phone: z.string(), type: line, wa_id: line })).optional(),
  urls: z.array(z.strictObject({ url: z.string(), type: line })).optional(),
})

const component = z.looseObject({
  type: z
    .string()
    .regex(/^(header|body|button)$/i)
    .or(z.enum(['footer', 'carousel', 'limited_time_offer', 'order_status', 'tap_target_configuration'])),
  sub_type: z
    .string()
    .regex(/^(quick_reply|url|catalog|flow|copy_code|mpm|voice_call|order_details)$/i)
    .optional(),
  parameters: z.array(z.unknown()).optional(),
  index: z.union([z.number().int().min(0).max(9), z.string().regex(/^[0-9]$/)]).optional(),
})

const contents: Readonly<Record<string, z.ZodType>> = {
  text: z.strictObject({ body: text(4096, 1), preview_url: z.boolean().optional() }),
  image: media(captioned),
  video: media(captioned),
  document: media(captioned),
  audio: media({ ...mediaFields, voice: z.boolean().optional() }),
  sticker: media(mediaFields),
  location: z.strictObject({ latitude: coordinate, longitude: coordinate, name: line, address: line }),
  contacts: z.array(contact).min(1).max(5),
  reaction: z.strictObject({ message_id: z.string(), emoji: z.string() }),
  interactive,
  template: z.looseObject({
    name: z.string(),
    language: z.looseObject({ code: z.string(), policy: z.literal('deterministic').optional() }),
    components: z.array(component).optional(),
  }),
}

const shapes = new Map(
  Object.entries(contents).map(([type, shape]) => {
    const type_ = type === 'text' ? z.literal(type).optional() : z.literal(type)
    return [type, z.strictObject({ ...base, type: type_, [type]: shape })]
  }),
)

const mark = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: text(Infinity, 1),
  recipient_type: z.literal('individual').optional(),
  to: number.optional(),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
})

/** What the checked body is read with: fields that any type may carry. */
const read = z.object({
  to: number.optional(),
  recipient: z.string().optional(),
  biz_opaque_callback_data: z.string().optional(),
  context: z.object({ message_id: z.string().optional() }).optional(),
  reaction: z.object({ message_id: z.string() }).optional(),
})

/** Enough to see which shape is meant. */
const sorted = z.looseObject({ type: z.unknown().optional(), status: z.unknown().optional() })

/** Where a message's words stand, and its file. */
const words = z.object({
  body: z.union([z.string(), z.object({ text: z.string() })]).optional(),
  caption: z.string().optional(),
  emoji: z.string().optional(),
  id: number.optional(),
})

export function readWhatsApp(body: unknown): Reading {
  const given = sorted.safeParse(body)
  if (!given.success) return { ok: false, problem: { code: 100 }, rule: ': not an object' }
  if (given.data.status !== undefined) return readMark(body)
  const type = given.data.type === undefined ? 'text' : String(given.data.type)
  const shape = shapes.get(type)
  if (shape === undefined)
    return {
      ok: false,
      problem: { code: 131009, details: `Unsupported type "${type}"` },
      rule: 'type: unknown',
    }
  const checked = shape.safeParse(body, { reportInput: true })
  if (!checked.success) return { ok: false, ...firstProblem(checked.error) }
  const common = read.parse(body)
  const to = common.to === undefined ? common.recipient : String(common.to)
  if (to === undefined)
    return {
      ok: false,
      problem: { code: 100, message: '(#100) The parameter to is required.' },
      rule: 'to: required',
    }
  const content = given.data[type]
  return { ok: true, intent: { ...intentOf(type, to, content), ...carried(common) } }
}

function carried(common: z.infer<typeof read>): Pick<Intent, 'key' | 'inReplyTo' | 'target'> {
  return {
    key: common.biz_opaque_callback_data ?? null,
    inReplyTo: common.context?.message_id ?? null,
    target: common.reaction?.message_id ?? null,
  }
}

function intentOf(type: string, to: string, content: unknown): Omit<Intent, 'key' | 'inReplyTo' | 'target'> {
  const spoken = words.safeParse(content)
  const said = spoken.success ? spoken.data : {}
  const body = typeof said.body === 'string' ? said.body : said.body?.text
  return {
    what: 'message',
    to,
    kind: type,
    text: body ?? said.caption ?? said.emoji ?? null,
    template: type === 'template',
    human: false,
    mediaId: said.id === undefined ? null : String(said.id),
  }
}

function readMark(body: unknown): Reading {
  const checked = mark.safeParse(body, { reportInput: true })
  if (!checked.success) return { ok: false, ...firstProblem(checked.error) }
  return {
    ok: true,
    intent: {
      what: checked.data.typing_indicator === undefined ? 'read' : 'typing',
      to: null,
      kind: 'mark',
      text: null,
      key: null,
      template: false,
      human: false,
      inReplyTo: null,
      target: checked.data.message_id,
      mediaId: null,
    },
  }
}

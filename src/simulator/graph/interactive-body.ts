// Which interactive messages does WhatsApp take? Buttons, lists, links and the rest, each with the action that fits its type.
// Limits: WhatsApp Cloud API, interactive messages; the overall row count and the section titles are in no schema.
import { anything, link, text } from './shapes.ts'
import { z } from 'zod'

const attachment = z
  .strictObject({
    id: z.union([z.string(), z.number().int()]).optional(),
    link: link.optional(),
    filename: z.string().optional(),
    caption: text(1024).optional(),
    provider: z.union([z.string(), anything]).optional(),
  })
  .refine((media) => (media.id === undefined) !== (media.link === undefined), 'needs either id or link')

const header = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text(60, 1), sub_text: text(60).optional() }),
  z.strictObject({ type: z.literal('image'), image: attachment }),
  z.strictObject({ type: z.literal('video'), video: attachment }),
  z.strictObject({ type: z.literal('document'), document: attachment }),
])
const textHeader = z.strictObject({
  type: z.literal('text'),
  text: text(60, 1),
  sub_text: text(60).optional(),
})
const footer = z.strictObject({ text: text(60, 1) })
const body = z.strictObject({ text: text(1024, 1) })
const longBody = z.strictObject({ text: text(4096, 1) })

const button = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: text(256, 1), title: text(20, 1) }),
})

const row = z.strictObject({ id: text(200, 1), title: text(24, 1), description: text(72).optional() })
const section = z.strictObject({ title: text(24).optional(), rows: z.array(row).min(1).max(10) })
const sections = z
  .array(section)
  .min(1)
  .max(10)
  .refine((all) => all.flatMap((one) => one.rows).length <= 10, 'must have at most 10 rows over all sections')
  .refine((all) => all.length === 1 || all.every((one) => one.title), 'need a title each')

const products = z.strictObject({
  title: text(24).optional(),
  product_items: z
    .array(z.strictObject({ product_retailer_id: z.string() }))
    .min(1)
    .max(30),
})

const flow = z
  .looseObject({
    flow_message_version: z.literal('3').optional(),
    flow_id: z.string().optional(),
    flow_name: z.string().optional(),
    flow_cta: text(30, 1),
    mode: z.enum(['draft', 'published']).optional(),
    flow_token: z.string().optional(),
    flow_action: z.enum(['navigate', 'data_exchange']).optional(),
    flow_action_payload: z
      .looseObject({ screen: z.string().optional(), data: anything.optional() })
      .optional(),
  })
  .refine(
    (one) => (one.flow_id === undefined) !== (one.flow_name === undefined),
    'needs flow_id or flow_name',
  )

const ctaUrl = z.looseObject({ display_text: text(20, 1), url: link })
const thumbnail = z.looseObject({ thumbnail_product_retailer_id: z.string().optional() })

function named(names: readonly [string, ...string[]]): z.ZodType {
  return z.strictObject({ name: z.enum(names), parameters: anything.optional() })
}
function withParameters<T extends z.ZodType>(
  names: readonly [string, ...string[]],
  parameters: T,
): z.ZodType {
  return z.strictObject({ name: z.enum(names), parameters })
}

const actions = {
  list: z.strictObject({ button: text(20, 1), sections }),
  button: z.strictObject({ buttons: z.array(button).min(1).max(3) }),
  cta_url: withParameters(['cta_url'], ctaUrl),
  location_request_message: named(['send_location']),
  request_contact_info: named(['request_contact_info']),
  voice_call: named(['voice_call']),
  call_permission_request: named(['call_permission_request']),
  catalog_message: z.strictObject({ name: z.literal('catalog_message'), parameters: thumbnail.optional() }),
  product: z.strictObject({ catalog_id: z.string(), product_retailer_id: z.string() }),
  product_list: z.strictObject({ catalog_id: z.string(), sections: z.array(products).min(1).max(10) }),
  flow: withParameters(['flow'], flow),
  address_message: withParameters(['address_message'], anything),
  order_details: withParameters(['review_and_pay', 'payment_info'], anything),
  order_status: withParameters(['review_order'], anything),
  carousel: z.strictObject({ cards: z.array(anything).min(2).max(10) }),
  media_carousel: z.strictObject({ cards: z.array(anything).min(2).max(10) }),
}

type InteractiveType = keyof typeof actions

/** Types that stand without words of their own. */
const wordless: readonly InteractiveType[] = ['product', 'voice_call', 'call_permission_request']

const types = Object.keys(actions).filter((name): name is InteractiveType => name in actions)

export const interactive: z.ZodType = z.discriminatedUnion(
  'type',
  asTuple(
    types.map((type) =>
      z.strictObject({
        type: z.literal(type),
        header: (type === 'list' ? textHeader : header).optional(),
        body: wordless.includes(type) ? body.optional() : type === 'list' ? longBody : body,
        footer: footer.optional(),
        action: actions[type],
      }),
    ),
  ),
)

function asTuple<T>(all: readonly T[]): readonly [T, ...T[]] {
  const [first, ...rest] = all
  if (first === undefined) throw new Error('no interactive types')
  return [first, ...rest]
}

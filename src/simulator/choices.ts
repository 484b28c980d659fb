// Which choices does a message offer, and how do they come back when tapped? Read from what the product sent.
import type { Acceptance } from './ledger.ts'
import type { Offered } from './webhooks/dialect.ts'
import { z } from 'zod'

const reply = z.object({ reply: z.object({ id: z.string(), title: z.string() }) })
const row = z.object({ id: z.string(), title: z.string(), description: z.string().optional() })
const quickReply = z.object({ title: z.string(), payload: z.string() })
const postback = z.object({ type: z.literal('postback'), title: z.string(), payload: z.string() })

const offer = z.object({
  interactive: z
    .object({
      action: z.object({
        buttons: z.array(reply).optional(),
        sections: z.array(z.object({ rows: z.array(row).optional() })).optional(),
      }),
    })
    .optional(),
  message: z
    .object({
      quick_replies: z.array(quickReply).optional(),
      attachment: z
        .object({ payload: z.object({ buttons: z.array(z.unknown()).optional() }).optional() })
        .optional(),
    })
    .optional(),
})

export function offeredBy(acceptance: Acceptance): readonly Offered[] {
  const read = offer.safeParse(acceptance.body)
  if (!read.success) return []
  const { interactive, message } = read.data
  const buttons = interactive?.action.buttons ?? []
  const rows = (interactive?.action.sections ?? []).flatMap((section) => section.rows ?? [])
  const postbacks = (message?.attachment?.payload?.buttons ?? []).flatMap((button) => {
    const known = postback.safeParse(button)
    return known.success ? [known.data] : []
  })
  return [
    ...buttons.map((one): Offered => ({ id: one.reply.id, label: one.reply.title, as: 'button' })),
    ...rows.map(({ id, title, description }): Offered => {
      return { id, label: title, as: 'row', ...(description === undefined ? {} : { description }) }
    }),
    ...(message?.quick_replies ?? []).map((one): Offered => ({
      id: one.payload,
      label: one.title,
      as: 'quick-reply',
    })),
    ...postbacks.map((one): Offered => ({ id: one.payload, label: one.title, as: 'postback' })),
  ]
}

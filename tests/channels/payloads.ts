// How does a delivery of each platform look around the one thing a test is about?

export const NUMBER = '106540352242922'
export const PHONE = '16505551234'
export const USER_ID = 'US.13491208655302741918'
export const PAGE = '349489628480201'
export const PSID = '968155906638513'
export const IG = '17841452691600098'
export const IGSID = '5614879045272581'

/** 2025-06-15T23:27:53Z, as each platform writes it. */
export const SECONDS = '1750030073'
export const MS = 1_750_030_073_000

type Parts = Readonly<Record<string, unknown>>

export function whatsappField(field: string, value: unknown): unknown {
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes: [{ field, value }] }],
  }
}

export function whatsappValue(parts: Parts): Parts {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: NUMBER },
    ...parts,
  }
}

/** One message of a customer whose name is Sheena Nelson. */
export function whatsappMessage(parts: Parts): unknown {
  return whatsappField(
    'messages',
    whatsappValue({
      contacts: [{ profile: { name: 'Sheena Nelson' }, wa_id: PHONE }],
      messages: [{ from: PHONE, id: 'wamid.in', timestamp: SECONDS, ...parts }],
    }),
  )
}

export function whatsappStatus(parts: Parts): unknown {
  const status = { id: 'wamid.out', status: 'delivered', timestamp: SECONDS, recipient_id: PHONE, ...parts }
  return whatsappField('messages', whatsappValue({ statuses: [status] }))
}

export function whatsappEcho(parts: Parts): unknown {
  const echo = { from: '15550783881', to: PHONE, id: 'wamid.echo', timestamp: SECONDS, ...parts }
  return whatsappField('smb_message_echoes', whatsappValue({ message_echoes: [echo] }))
}

/** One event between the customer and our Page. */
export function messengerEvent(parts: Parts): unknown {
  return pageEntry({ messaging: [between(PSID, PAGE, parts)] })
}

export function pageEntry(parts: Parts): unknown {
  return { object: 'page', entry: [{ id: PAGE, time: MS + 500, ...parts }] }
}

/** One event between the customer and our Instagram account. */
export function instagramEvent(parts: Parts): unknown {
  return instagramEntry({ messaging: [between(IGSID, IG, parts)] })
}

export function instagramEntry(parts: Parts): unknown {
  return { object: 'instagram', entry: [{ id: IG, time: MS + 500, ...parts }] }
}

/** What we said: sender and recipient change places. */
export function messengerEcho(message: Parts): unknown {
  return pageEntry({
    messaging: [between(PAGE, PSID, { message: { mid: 'm_echo', is_echo: true, ...message } })],
  })
}

export function instagramEcho(message: Parts): unknown {
  return instagramEntry({
    messaging: [between(IG, IGSID, { message: { mid: 'aWdf_echo', is_echo: true, ...message } })],
  })
}

export function between(sender: string, recipient: string, parts: Parts): Parts {
  return { sender: { id: sender }, recipient: { id: recipient }, timestamp: MS, ...parts }
}

// What does the load of the door bench send? WhatsApp text deliveries as Meta writes them, each with its own message id, signed before the clock runs.
import { createHmac } from 'node:crypto'

export const SECRET = 'the app secret of a bench'
export const ACCOUNT = '106540352242922'
export const PATH = '/webhooks/whatsapp'
const CONTACTS = 2_000

/** Whole HTTP requests, ready for a socket. `salt` keeps ids of different rounds apart. */
export function signedRequests(count: number, salt: string): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => {
    const body = Buffer.from(delivery(index, salt))
    const signature = createHmac('sha256', SECRET).update(body).digest('hex')
    const head =
      `POST ${PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nUser-Agent: facebookexternalua\r\n` +
      `X-Hub-Signature-256: sha256=${signature}\r\nContent-Length: ${body.length}\r\n\r\n`
    return Buffer.concat([Buffer.from(head), body])
  })
}

function delivery(index: number, salt: string): string {
  const contact = `54911${String(50_000_000 + (index % CONTACTS))}`
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550783881', phone_number_id: ACCOUNT },
              contacts: [{ profile: { name: `Cliente ${index % CONTACTS}` }, wa_id: contact }],
              messages: [
                {
                  from: contact,
                  id: `wamid.HBgLM${salt}${String(index).padStart(12, '0')}VAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=`,
                  timestamp: String(1_790_000_000 + (index >> 10)),
                  text: { body: `Hola, ¿tienen zapatillas número ${35 + (index % 12)} en negro? Gracias` },
                  type: 'text',
                },
              ],
            },
            field: 'messages',
          },
        ],
      },
    ],
  })
}

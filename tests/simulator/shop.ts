// Who stands in front of the fake Graph? One customer on each channel, and a body for each.
import type { Person } from '../../src/simulator/people.ts'
import { instagram, messenger, openGraph, whatsapp, type Answered, type GraphDesk } from './outside.ts'

type Send = (over?: object) => Promise<Answered>

export interface Shop extends GraphDesk {
  readonly ana: Person
  readonly luis: Person
  readonly eva: Person
  readonly sendToAna: Send
  readonly sendToLuis: Send
  readonly sendToEva: Send
  /** They write: their windows open. */
  readonly hears: (...people: readonly Person[]) => void
}

export const toAna = {
  messaging_product: 'whatsapp',
  to: '+34600111222',
  type: 'text',
  text: { body: 'Hola' },
}
const toLuis = {
  recipient: { id: '5614879045272581' },
  messaging_type: 'RESPONSE',
  message: { text: 'Hola' },
}
const toEva = { recipient: { id: '7714879045272581' }, message: { text: 'Hola' } }

export async function openShop(): Promise<Shop> {
  const desk = await openGraph()
  const { people } = desk.graph
  return {
    ...desk,
    ana: people.add({
      channel: 'whatsapp',
      account: whatsapp.id,
      id: 'ES.135',
      name: 'Ana Gil',
      phone: '34600111222',
    }),
    luis: people.add({
      channel: 'messenger',
      account: messenger.id,
      id: toLuis.recipient.id,
      name: 'Luis Mora',
    }),
    eva: people.add({
      channel: 'instagram',
      account: instagram.id,
      id: toEva.recipient.id,
      name: 'Eva',
      username: 'eva.r',
    }),
    sendToAna: (over = {}) => desk.post(`/v25.0/${whatsapp.id}/messages`, { ...toAna, ...over }),
    sendToLuis: (over = {}) => desk.post('/v25.0/me/messages', { ...toLuis, ...over }, messenger.token),
    sendToEva: (over = {}) =>
      desk.post(`/v25.0/${instagram.id}/messages`, { ...toEva, ...over }, instagram.token),
    hears: (...heard) => {
      for (const person of heard) people.heard(person, desk.clock.now())
    },
  }
}

// Who has written to the pretended business? A morning's conversations on all four channels, with whatever a panel must be able to show.
import type { ConversationWire, ListWire } from '../../src/http/wire.ts'
import type { Customer } from '../../src/simulator/customers.ts'
import type { PanelTown } from './panel-town.ts'

export interface Scenes {
  /** Answered by the agent. */
  readonly lucia: string
  /** Asked for a person, and Ana answered. */
  readonly ramon: string
  readonly silenced: string
  readonly media: string
}

export async function liven(place: PanelTown): Promise<Scenes> {
  const { town } = place
  const lucia = place.whatsapp('Lucía Fernández')
  const valeria = place.instagram('Valeria Montes')
  const ramon = place.messenger('Ramón Aguilar')
  const joaquin = place.whatsapp('Joaquín Herrera')
  const adriana = place.whatsapp('Adriana Solís')
  const sergio = place.whatsapp('Sergio Peña')
  const camila = place.instagram('Camila Duarte')
  const long = place.messenger('María del Carmen Fernández de la Concha y Villaseñor')
  const arabic = place.whatsapp('أحمد يوسف')
  const marina = await place.visitor()

  await lucia.says('Hola, buenas tardes')
  await lucia.says('¿qué plantas me recomiendan para poca luz?')
  await quiet(place)
  await lucia.says('¿y si tengo gatos, cuáles no son tóxicas?')
  await quiet(place)
  await valeria.says('Hola! vi su historia 😍')
  await valeria.says('¿a cuánto la monstera grande?')
  await joaquin.says('Hola, ¿cuánto cuesta el envío a la colonia Roma?')
  await camila.says('¿Venden plantas carnívoras?')
  await long.says(
    'Buenos días, quisiera una cotización de 40 macetas para una boda, mi correo es maria.c@example.com',
  )
  await arabic.says('مرحبا، هل لديكم نباتات داخلية؟')
  await marina.says('Hola, ¿hacen recuerdos para boda? Serían 40 piezas')
  await quiet(place)
  await ramon.says('Buenas, ¿cuál es su horario?')
  await quiet(place)
  await ramon.says('Quiero hablar con una persona, por favor')
  await quiet(place)
  await town.meta.phoneApp.says(
    joaquin,
    'Hola Joaquín, te escribo desde el vivero. El envío a la Roma cuesta $89 🌿',
  )
  await adriana.sendsVoice()
  await adriana.says('¿Dan factura?')
  await sergio.sendsImage({ caption: 'Mi planta tiene las hojas amarillas' })
  await sergio.sendsLocation(19.4194, -99.1617)
  await quiet(place)
  const ids = await idsOf(place)
  const post = (path: string, body: unknown) => place.asAna('POST', `/api/conversations/${path}`, body)
  const { id: ramonId } = await of(place, ramon)
  await post(`${ramonId}/messages`, {
    clientId: 'ana-1',
    body: { kind: 'text', text: 'Hola Ramón, soy Ana. Cuéntame, ¿en qué te ayudo?' },
  })
  await post(`${ramonId}/notes`, {
    clientId: 'nota-1',
    text: 'Es cliente frecuente: ofrecerle 10 % en el pedido.',
  })
  await quiet(place)
  await ramon.says('Es por un pedido grande para mi oficina, ¿te lo explico por aquí?')
  const silenced = await of(place, camila)
  await post(`${silenced.id}/silence`, { until: null })
  for (const [who, tag] of [
    [valeria, 'Informes'],
    [joaquin, 'Envíos'],
    [sergio, 'Incidencia'],
  ] as const)
    await place.asAna(
      'PUT',
      `/api/conversations/${(await of(place, who)).id}/tags/${encodeURIComponent(tag)}`,
    )
  await place.asAna('POST', '/api/quick-replies', {
    shortcut: 'horario',
    text: 'Abrimos de lunes a sábado, de 9 a 19 h.',
  })
  await place.asAna('POST', '/api/quick-replies', {
    shortcut: 'envio',
    text: 'El envío en la ciudad cuesta $89 y tarda de 1 a 2 días.',
  })
  await quiet(place)
  return {
    lucia: (await of(place, lucia)).id,
    ramon: ramonId,
    silenced: silenced.id,
    media: ids.get(sergio.name) ?? (await of(place, sergio)).id,
  }
}

/** Until nothing is under way any more. */
export async function quiet({ town }: PanelTown): Promise<void> {
  await town.pass(12_000)
  await town.meta.settled()
  await town.pass(4_000)
}

export async function of({ town }: PanelTown, customer: Customer): Promise<ConversationWire> {
  const { body } = await town.api<ListWire<ConversationWire>>(
    'GET',
    `/api/conversations?channel=${customer.channel}&limit=100`,
  )
  const names = [customer.id, customer.person.phone, customer.name]
  const found = body.items.find(
    ({ contact }) => names.includes(contact.address) || names.includes(contact.name ?? ''),
  )
  if (found === undefined) throw new Error(`no conversation of ${customer.name}`)
  return found
}

async function idsOf({ town }: PanelTown): Promise<ReadonlyMap<string, string>> {
  const { body } = await town.api<ListWire<ConversationWire>>('GET', '/api/conversations?limit=100')
  return new Map(body.items.map(({ id, contact }) => [contact.name ?? contact.address, id]))
}

// What do the demo's customers say? Scenes in Spanish, made to fit what the sample business knows.
import type { ChannelName } from '../model.ts'
import type { MediaSort } from './webhooks/dialect.ts'

export type Step =
  /** Several lines are one burst. `unanswered`: a person has the conversation, nobody waits for the agent. */
  | { readonly do: 'says'; readonly lines: readonly string[]; readonly unanswered?: boolean }
  | {
      readonly do: 'sends'
      readonly sort: MediaSort
      readonly shown: string
      readonly caption?: string
      readonly unanswered?: boolean
    }
  /** A person of the business answers from the phone's app, or from Meta's inbox. */
  | { readonly do: 'answers'; readonly text: string; readonly by: string }

export interface Scene {
  readonly channel: ChannelName
  /** Whoever plays it, one name a round. */
  readonly names: readonly string[]
  readonly steps: readonly Step[]
}

function says(...lines: readonly string[]): Step {
  return { do: 'says', lines }
}

export const scenes: readonly Scene[] = [
  {
    channel: 'whatsapp',
    names: ['Lucía', 'Andrés', 'Carmen'],
    steps: [says('Hola, buenas'), says('¿Cuál es su horario?'), says('Perfecto, muchas gracias')],
  },
  {
    channel: 'instagram',
    names: ['Valeria', 'Nico', 'Sofía'],
    steps: [says('Hola! vi su historia', '¿Qué precios tienen?'), says('Gracias 😍')],
  },
  {
    channel: 'messenger',
    names: ['Ramón', 'Elena', 'Iván'],
    steps: [says('Buenas tardes, ¿hacen envíos?'), says('quiero hablar con una persona por favor')],
  },
  {
    channel: 'web',
    names: ['Marina', 'Óscar', 'Paula'],
    steps: [says('Hola, ¿dónde están?'), says('Mi correo es marina.soler@example.com, mándenme información')],
  },
  {
    channel: 'whatsapp',
    names: ['Joaquín', 'Teresa', 'Pablo'],
    steps: [
      says('Buenas, tengo un pedido a medias', 'quería cambiar una cosa'),
      {
        do: 'answers',
        text: 'Hola, soy Marta, del equipo. Te lo cambio ahora mismo.',
        by: 'Marta (teléfono)',
      },
      { do: 'says', lines: ['¡Genial, gracias Marta!'], unanswered: true },
    ],
  },
]

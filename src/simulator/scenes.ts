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

/** To a person who took over: the agent stays out of it. */
function tells(...lines: readonly string[]): Step {
  return { do: 'says', lines, unanswered: true }
}

/** The first four open the four channels. */
export const scenes: readonly Scene[] = [
  {
    channel: 'whatsapp',
    names: ['Lucía', 'Andrés', 'Carmen'],
    steps: [
      says('Hola, buenas tardes', '¿qué plantas me recomiendan para poca luz?'),
      says('¿y si tengo gatos, cuáles no son tóxicas?'),
      says('¡Muchas gracias!'),
    ],
  },
  {
    channel: 'instagram',
    names: ['Valeria', 'Nico', 'Sofía'],
    steps: [says('Hola! vi su historia 😍', '¿a cuánto la monstera grande?'), says('¿hacen envíos?')],
  },
  {
    channel: 'messenger',
    names: ['Ramón', 'Elena', 'Iván'],
    steps: [
      says('Buenas, ¿cuál es su horario?'),
      says('Quiero hablar con una persona, por favor'),
      {
        do: 'answers',
        text: '¡Hola! Soy Marta, del mostrador. Cuéntame en qué te ayudo.',
        by: 'Marta (bandeja de Meta)',
      },
      tells('Es por un pedido grande para mi oficina, ¿te lo explico por aquí?'),
    ],
  },
  {
    channel: 'web',
    names: ['Marina', 'Óscar', 'Paula'],
    steps: [
      says('Hola, ¿hacen recuerdos para boda?'),
      says('Serían 40 piezas para el 9 de mayo, mi correo es boda.mayo@example.com'),
    ],
  },
  {
    channel: 'whatsapp',
    names: ['Joaquín', 'Teresa', 'Pablo'],
    steps: [
      says('Hola, ¿cuánto cuesta el envío?'),
      says('¿y me apartan dos lavandas para recoger mañana?'),
      {
        do: 'answers',
        text: 'Hola, te escribo desde el vivero. Ya están apartadas a tu nombre 🌿',
        by: 'Toño (teléfono)',
      },
      tells('¡Qué rapidez, gracias Toño!'),
    ],
  },
  {
    channel: 'instagram',
    names: ['Renata', 'Diego', 'Abril'],
    steps: [
      says('¿Cuándo son los talleres?'),
      says('¿cuánto cuesta el de terrarios?'),
      says('¿pueden ir niños?'),
    ],
  },
  {
    channel: 'whatsapp',
    names: ['Sergio', 'Inés', 'Mateo'],
    steps: [
      says('Mi planta tiene las hojas amarillas, ¿qué le pasa?'),
      { do: 'sends', sort: 'image', shown: 'foto de la hoja' },
      says('¿cada cuánto la riego?'),
    ],
  },
  {
    channel: 'web',
    names: ['Bruno', 'Julia', 'Tomás'],
    steps: [says('¿Dónde están?'), says('¿hay estacionamiento?'), says('¿puedo llevar a mi perro?')],
  },
  {
    channel: 'messenger',
    names: ['Silvia', 'Hugo', 'Nora'],
    steps: [
      says('Mi pedido llegó maltratado, la maceta llegó rota'),
      { do: 'sends', sort: 'image', shown: 'foto de la maceta rota' },
      says('¿aceptan cambios?'),
    ],
  },
  {
    channel: 'whatsapp',
    names: ['Adriana', 'Raúl', 'Celia'],
    steps: [
      { do: 'sends', sort: 'audio', shown: 'nota de voz' },
      says('¿Dan factura?', '¿y manejan meses sin intereses?'),
      says('Perfecto, mi teléfono es 55 1234 5678 por cualquier cosa'),
    ],
  },
  {
    channel: 'instagram',
    names: ['Camila', 'Leo', 'Alma'],
    steps: [says('¿Venden plantas carnívoras?'), says('pero ¿tienen carnívoras o no?')],
  },
]

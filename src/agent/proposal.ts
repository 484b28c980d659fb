// What does a model propose, and what may become of it? The model's words are claims: the gate keeps what the customer really said,
// the locks what the business really said.
import type { Finding, Rejection } from '../events.ts'

/** The one structured answer of a turn. Keys are Spanish because the model reads them beside the author's text. */
export interface Proposal {
  readonly mensajes: readonly string[]
  readonly etiquetas: readonly {
    readonly etiqueta: string
    readonly criterio: string | null
    readonly frase: string
  }[]
  readonly datos: Readonly<Record<string, string | number | null>>
  readonly sin_respuesta: boolean
}

/** After the gate (`gate.ts`): tags with proof, data the customer said, and what was refused with its reason. */
export interface Gated {
  readonly findings: readonly Finding[]
  readonly rejected: readonly Rejection[]
  readonly data: Readonly<Record<string, string | number>>
}

/** After the locks (`locks.ts`): what may leave, and each sentence that may not. Never empty: the safe text stands in. */
export interface Locked {
  readonly messages: readonly string[]
  readonly dropped: readonly { readonly text: string; readonly because: string }[]
}

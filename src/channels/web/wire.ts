// What travels between a visitor's browser and the site chat? The types of that wire, shared with the widget.

/** What a message says, as the visitor may see it. */
export type VisitorBody =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'media'
      readonly media: 'image' | 'audio' | 'video' | 'document' | 'sticker'
      /** An https link, or null while there is nothing to open. */
      readonly url: string | null
      readonly caption?: string
      readonly filename?: string
    }
  | { readonly kind: 'choice'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'choices'
      readonly text: string
      readonly choices: readonly VisitorChoice[]
    }
  | {
      readonly kind: 'location'
      readonly latitude: number
      readonly longitude: number
      readonly name?: string
    }
  | { readonly kind: 'erased' }

export interface VisitorChoice {
  readonly id: string
  readonly label: string
  readonly description?: string
}

/** `person` is anyone of the team; the visitor does not learn who, nor why a message left or stayed. */
export interface VisitorMessage {
  readonly id: string
  readonly author: 'contact' | 'agent' | 'person'
  readonly body: VisitorBody
  /** ISO 8601, UTC. */
  readonly at: string
  /** The visitor's own id for it, on the visitor's own messages. */
  readonly clientId?: string
}

export interface VisitorSession {
  readonly token: string
  readonly visitor: string
}

/** Oldest last: pages go back in time. */
export interface VisitorHistory {
  readonly items: readonly VisitorMessage[]
  readonly next: string | null
}

/** What `POST /chat/messages` takes: the same `clientId` again changes nothing. */
export type VisitorPost =
  | { readonly clientId: string; readonly text: string }
  | { readonly clientId: string; readonly choice: { readonly id: string; readonly label: string } }

/** Data of the stream's `message` event. */
export interface VisitorNews {
  readonly seq: number
  readonly message: VisitorMessage
}

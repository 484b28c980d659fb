// Where exactly may a process die? Labelled failpoints between any two stages; they do nothing unless a test hands in others.

/** The crash points of a message's path, in its order. */
export type Point =
  | 'C1' // signature checked, nothing kept
  | 'C2' // waiting for the batch
  | 'C3' // inside the inbox commit
  | 'C4' // durable, not yet answered
  | 'C5' // answered, not drained
  | 'C6' // inside parse or a rule
  | 'C7' // inside the drain transaction, between two steps
  | 'C8' // drained, nobody woken
  | 'C9' // turn leased
  | 'C10' // model running
  | 'C11' // model answered, not committed
  | 'C12' // inside the commit of the answer
  | 'C14' // answer committed, send not claimed
  | 'C15' // send claimed, no socket
  | 'C17' // request on the wire
  | 'C19' // platform answered, not committed
  | 'C20' // result committed

export interface Points {
  at(point: Point): void
}

export const noPoints: Points = { at: () => {} }

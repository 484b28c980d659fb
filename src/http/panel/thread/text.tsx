// How is a text shown? As text, line by line, and what is an address as a link that gives nothing away.
import { piecesOf } from '../links.ts'

export function Text({ text }: { readonly text: string }) {
  return (
    <p className="text" dir="auto">
      {piecesOf(text).map((piece, index) =>
        piece.href === undefined ? (
          piece.text
        ) : (
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        ),
      )}
    </p>
  )
}

// Where does the next page begin? An opaque word for a place in an order; a word that is none is a bad request.
import { HouseError } from '../../errors.ts'

/** A place as numbers, most significant first. */
export function toCursor(place: readonly number[]): string {
  return Buffer.from(place.join('.')).toString('base64url')
}

/** Null for the first page. Throws a HouseError `bad-request` unless it holds `length` numbers. */
export function fromCursor(cursor: string | undefined, length: number): readonly number[] | null {
  if (cursor === undefined || cursor === '') return null
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  const place = text.split('.').map((part) => (/^-?\d{1,16}$/.test(part) ? Number(part) : Number.NaN))
  if (place.length !== length || !place.every(Number.isSafeInteger)) {
    throw new HouseError('bad-request', 'La página pedida no existe.', { because: 'cursor' })
  }
  return place
}

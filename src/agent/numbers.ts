// Which numbers does a text say, in digits or in words? Spanish, Portuguese and English; takes folded text, places are its own.
import type { Span } from './text.ts'

export interface Spoken extends Span {
  readonly value: number
  readonly inWords: boolean
}

const small =
  'cero|un,uno,una,um,uma,one|dos,dois,duas,two|tres,three|cuatro,quatro,four|cinco,five|seis,six|siete,sete,seven' +
  '|ocho,oito,eight|nueve,nove,nine|diez,dez,ten|once,onze,eleven|doce,doze,twelve|trece,treze,thirteen' +
  '|catorce,quatorze,fourteen|quince,quinze,fifteen|dieciseis,dezesseis,dezasseis,sixteen' +
  '|diecisiete,dezessete,dezassete,seventeen|dieciocho,dezoito,eighteen|diecinueve,dezenove,dezanove,nineteen' +
  '|veinte,vinte,twenty|veintiun,veintiuno,veintiuna|veintidos|veintitres|veinticuatro|veinticinco|veintiseis' +
  '|veintisiete|veintiocho|veintinueve'
const tens =
  'treinta,trinta,thirty|cuarenta,quarenta,forty|cincuenta,cinquenta,fifty|sesenta,sessenta,sixty|setenta,seventy' +
  '|ochenta,oitenta,eighty|noventa,ninety'
const hundreds =
  'cien,ciento,cem,cento|doscientos,doscientas,duzentos,duzentas|trescientos,trescientas,trezentos,trezentas' +
  '|cuatrocientos,cuatrocientas,quatrocentos,quatrocentas|quinientos,quinientas,quinhentos,quinhentas' +
  '|seiscientos,seiscientas,seiscentos,seiscentas|setecientos,setecientas,setecentos,setecentas' +
  '|ochocientos,ochocientas,oitocentos,oitocentas|novecientos,novecientas,novecentos,novecentas'

const values = new Map<string, number>([
  ...spelled(small, (place) => place),
  ...spelled(tens, (place) => 30 + 10 * place),
  ...spelled(hundreds, (place) => 100 + 100 * place),
  ['zero', 0],
])
const factors = new Map<string, number>([
  ['hundred', 100],
  ['mil', 1_000],
  ['thousand', 1_000],
  ['k', 1_000],
  ...['millon', 'millones', 'milhao', 'milhoes', 'million'].map((word) => [word, 1_000_000] as const),
])
const dozens = new Map<string, number>([
  ['media docena', 6],
  ['meia duzia', 6],
  ['half a dozen', 6],
  ...['docena', 'docenas', 'duzia', 'duzias', 'dozen', 'dozens'].map((word) => [word, 12] as const),
])
const joints = /^(?:y|e|and)$/
const token =
  /(?<![\p{L}\d])(?:\d{1,3}(?:[.,'’]\d{3})+(?!\d)(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)|media docena|meia duzia|half a dozen|\p{L}+/gu
const english = /\b(?:the|you|your|and|we|is|are|our|for|with|to|of|it|have|in|if|can)\b/g
const spanish = /\b(?:el|la|de|que|y|en|los|las|un|una|por|para|con|te|tu|es|lo|se|su|no)\b/g

/** Every number of folded text, left to right. */
export function numbersIn(folded: string): readonly Spoken[] {
  const foreign = countOf(folded, english) > countOf(folded, spanish) ? 'once' : 'ten'
  const found: Spoken[] = []
  let group: Group | null = null
  let joint = false
  const close = (): void => {
    if (group !== null) found.push(spokenOf(group))
    group = null
    joint = false
  }
  for (const match of folded.matchAll(token)) {
    const piece: Piece = { text: match[0], start: match.index, end: match.index + match[0].length }
    const near = group === null || /^[ -]*$/.test(folded.slice(group.end, piece.start)) || joint
    if (group !== null && !near) close()
    if (/^\d/.test(piece.text)) {
      close()
      group = {
        total: 0,
        part: digitsOf(piece.text),
        low: 1,
        inWords: false,
        start: piece.start,
        end: piece.end,
      }
      continue
    }
    const value = piece.text === foreign ? undefined : values.get(piece.text)
    const factor = factors.get(piece.text)
    const dozen = dozens.get(piece.text)
    if (group !== null && joints.test(piece.text) && !joint && group.inWords) {
      joint = true
      continue
    }
    if (dozen !== undefined) {
      const times: Group | null = group
      group = null
      found.push(dozenOf(times, dozen, piece))
      joint = false
    } else if (factor !== undefined && (group !== null || factor === 1_000) && piece.text !== 'k') {
      group = grown(group, factor, piece)
      joint = false
    } else if (factor !== undefined && group !== null && group.end === piece.start) {
      group = grown(group, factor, piece)
    } else if (value !== undefined) {
      const next = added(group, value, piece)
      if (next === null) close()
      group = next ?? begun(value, piece)
      joint = false
    } else close()
  }
  close()
  return found
}

interface Piece extends Span {
  readonly text: string
}

interface Group extends Span {
  /** What stands before the last "mil". */
  readonly total: number
  readonly part: number
  /** The smallest place that is filled: only something smaller may follow. */
  readonly low: number
  readonly inWords: boolean
}

function begun(value: number, { start, end }: Piece): Group {
  return { total: 0, part: value, low: placeOf(value), inWords: true, start, end }
}

function added(group: Group | null, value: number, { end }: Piece): Group | null {
  if (group === null || !group.inWords || value >= group.low || value === 0) return null
  return { ...group, part: group.part + value, low: placeOf(value), end }
}

function grown(group: Group | null, factor: number, { start, end }: Piece): Group {
  if (group === null) return { total: factor, part: 0, low: factor, inWords: true, start, end }
  if (factor === 100) return { ...group, part: Math.max(1, group.part) * 100, low: 100, end }
  return { ...group, total: (group.total + Math.max(1, group.part)) * factor, part: 0, low: factor, end }
}

function dozenOf(times: Group | null, dozen: number, { start, end }: Piece): Spoken {
  const count = times === null ? 1 : Math.max(1, times.total + times.part)
  return { value: count * dozen, inWords: true, start: times?.start ?? start, end }
}

function spokenOf({ total, part, inWords, start, end }: Group): Spoken {
  return { value: total + part, inWords, start, end }
}

/** 45 is filled down to the ones, 40 to the tens: "cuarenta y cinco", never "cuarenta y cincuenta". */
function placeOf(value: number): number {
  if (value >= 100) return 100
  return value >= 20 && value % 10 === 0 ? 10 : 1
}

/** "1,200" and "1.200" are twelve hundred; "1,5" and "1.50" are not. */
function digitsOf(text: string): number {
  const grouped = /^\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d{1,2})?$/.test(text)
  if (!grouped) return Number(text.replace(',', '.'))
  const [, whole = '', cents = '0'] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text) ?? []
  return Number(`${whole.replaceAll(/\D/g, '')}.${cents}`)
}

function spelled(list: string, valueAt: (place: number) => number): readonly (readonly [string, number])[] {
  return list
    .split('|')
    .flatMap((words, place) => words.split(',').map((word) => [word, valueAt(place)] as const))
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

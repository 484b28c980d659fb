// Which facts does a text state that somebody could hold the business to? Amounts, percentages, days, hours, counts, codes,
// "free" and "discount"; Spanish, Portuguese and English.
import type { NamedDay } from './dates.ts'
import type { Span } from './text.ts'
import { daysIn, hoursIn } from './dates.ts'
import { keptOf } from './kept.ts'
import { numbersIn } from './numbers.ts'
import { foldText } from './text.ts'

export type Currency = 'dollar' | 'euro' | 'own'

export type Fact =
  | { readonly kind: 'amount'; readonly value: number; readonly currency: Currency }
  | { readonly kind: 'percent'; readonly value: number }
  | { readonly kind: 'day'; readonly day: NamedDay }
  | { readonly kind: 'hour'; readonly minutes: readonly number[] }
  | { readonly kind: 'count'; readonly value: number; readonly inWords: boolean; readonly small: boolean }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'offer'; readonly text: 'gratis' | 'descuento' }

/** Addresses, numbers of a list and figures of speech, which state nothing. */
const nothing = [
  /(?:https?:\/\/|www\.)\S+|\S+@\S+/g,
  /^[ \t]*\d{1,2}[.)](?=\s|$)/gm,
  /\d\u20E3|<3+(?!\d)/g,
  /\bmil (?:gracias|disculpas|perdones|amores)\b|\b(?:cien|100) ?(?:por ciento|%)(?= (?:natural|segur[oa]|de acuerdo|artesanal))|\b24\/7\b(?= ?$)/g,
  /\b(?:de )?un[ao]? (?:en|a|por|al) un[ao]?\b|\bone by one\b|\bum (?:a|por) um\b/g,
]
const longDigits = /(?<![\p{L}\d])\+?\(?\d(?:[ .\-()]{0,2}\d){7,18}(?!\d)/gu

const dollars = 'us\\$|usd|u\\$s|dolares|dolar|dollars?|bucks'
const euros = 'euros?|eur|€'
const ownMoney =
  'mx\\$|mxn|m\\.n\\.|\\$|r\\$|s\\/\\.?|pesos?|pesitos|reais|real|reales|soles|sol|varos|lucas|brl|cop|clp|ars|pen|centavos|£|quetzales|colones'
const moneyBefore = new RegExp(`(?:(${dollars})|(${euros})|(${ownMoney})) ?$`)
const moneyAfter = new RegExp(`^ ?(?:de )?(?:(${dollars})|(${euros})|(${ownMoney}))(?![\\p{L}\\d])`, 'u')
const priced =
  /\b(?:cuestan?|costaban?|costarian?|costara|valen?|valdrian?|salen?|saldrian?|precios?|costos?|cobran?|cobramos|cobrarian?|total|pagas?|pagan|pagar|pagarias|anticipo|abono|deposito|quedan?|quedarian?|dejo|dejan|dejamos|dejaria|desde|son|serian?|costs?|prices?|priced|pay|charge|custam?|preco|fica|sai|tarifa|cuota|inversion)(?: (?:en|de|a|al|los|las|la|el|unos|is|are|of|for|about|solo|nomas|apenas|como|alrededor|aproximadamente|por|total|seria|es|esta|only|just|cada una?|pieza|todo|te|le|mas|menos))*:? ?$/
const perUnit =
  /^ ?(?:por (?:persona|pieza|unidad|hora|kilo|noche|mes|cabeza|cada|pessoa|peca)|c\/u|cada un[ao]|la pieza|per (?:person|piece|hour|night)|each|total|en total|in total|no total)\b/
/** What may follow a price that names no currency; a thing would make it a count. */
const noThing =
  /^ ?(?:$|[^\p{L}\d %]|(?:por|la|cada|c|y|o|en|el|mas|con|a|hasta|si|cuando|per|each|for|and|plus|total|para|al|ya|pero|e|ou|or|each|mil)\b)/u
const percentAfter = /^ ?(?:%|por ?ciento\b|por ?cento\b|per ?cent\b|off\b)/
const halves = /\b(?:mitad de(?:l)? precio|la mitad|half price|half off|metade)\b/
const free =
  /\b(?:gratis|gratuit[oa]s?|de graca|sin (?:costo|cargo|coste|cobro)|sem (?:custo|cobranca)|de (?:regalo|cortesia)|free of charge|for free|(?:is|are|it's) free|free (?:shipping|delivery|gift)|no (?:extra |additional )?(?:cost|charge)|complimentary|va por nuestra cuenta|por nuestra cuenta|no (?:te |se )?cobramos)\b/
const discount =
  /\b(?:descuentos?|descuentitos?|rebajas?|rebajad[oa]s?|promo(?:cion|ciones|s)?|oferta(?:s)?|precio especial|discounts?|special price|descontos?|promocao|promocoes|cupon(?:es)?|cupom|coupons?)\b/
const denied =
  /\b(?:no|ni|not|nao|sin|sem|tampoco|ningun|ninguna|nenhum|without|nunca|never|don't|doesn't)\b[^.;!?]*$/
const deal =
  /\b(\d) ?x ?(\d)\b(?! ?(?:cm|m|metros?|mm)\b)|\b(?:dos por uno|dois por um|two for one|bogo|buy one,? get one)\b/
const code =
  /(?<![\p{L}\d])(?=[A-Z0-9_-]{5,})(?=[A-Z0-9_-]*\d)(?=[A-Z0-9_-]*[A-Z])[A-Z0-9]+(?:[-_][A-Z0-9]+)*(?![\p{L}\d])|(?<![\p{L}\d])[A-Z]{3,}(?:[-_][A-Z0-9]{2,})+(?![\p{L}\d])|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gu
/** "dos opciones", "tres cosas": a way of speaking. */
const speech =
  /^ ?(?:opcion|opciones|cosas?|cositas|preguntas?|preguntitas?|datos?|datitos?|detalles?|ideas?|formas|maneras|pasos|tips|consejos|things?|options?|questions?|details?|ways|opcoes|coisas|perguntas?|dados?|dicas|segundos?)\b/
const bothOf = /\b(?:los|las|the|os|as|ustedes|entre|these|those|estos|estas|esos|esas) $/

/** "un año", "1 hora": one of these says as much as a number does. */
const oneOf =
  /(?<![\p{L}\d.,])(?:1|un|una|one|um|uma) (anos?|years?|mes|months?|semana|week|hora|hour|kilo|litro|metro)\b(?! y )/gu

/** Every fact of the text, in no order. Takes the text as it was written. */
export const factsIn: (text: string) => readonly Fact[] = keptOf(2_000, readFacts)

function readFacts(text: string): readonly Fact[] {
  const codes = [...text.matchAll(code)].map((match): Fact => ({
    kind: 'code',
    text: match[0].toLowerCase(),
  }))
  let rest = foldText(text.replaceAll(code, blank))
  for (const pattern of nothing) rest = rest.replaceAll(pattern, blank)
  const days = daysIn(rest)
  rest = without(rest, days)
  rest = rest.replaceAll(longDigits, (match, at: number, all: string) =>
    isGrouped(match) || isMoney(all, at, at + match.length) ? match : blank(match),
  )
  const hours = hoursIn(rest)
  rest = without(rest, hours)
  return [
    ...codes,
    ...days.map((day): Fact => ({ kind: 'day', day })),
    ...hours.map(({ minutes }): Fact => ({ kind: 'hour', minutes })),
    ...offersIn(rest),
    ...[...rest.matchAll(oneOf)].map((match): Fact => ({
      kind: 'code',
      text: `1 ${unitOf(match[1] ?? '')}`,
    })),
    ...numbersIn(rest).flatMap((one) => numberFact(rest, one) ?? []),
  ]
}

function unitOf(word: string): string {
  const units: Readonly<Record<string, string>> = { year: 'ano', month: 'mes', week: 'semana', hour: 'hora' }
  const single = word === 'mes' ? word : word.replace(/s$/, '')
  return units[single] ?? single
}

function offersIn(rest: string): readonly Fact[] {
  const offers: Fact[] = []
  const says = (pattern: RegExp): boolean => {
    const match = pattern.exec(rest)
    return match !== null && !denied.test(rest.slice(0, match.index))
  }
  if (says(free)) offers.push({ kind: 'offer', text: 'gratis' })
  if (says(discount)) offers.push({ kind: 'offer', text: 'descuento' })
  if (halves.test(rest)) offers.push({ kind: 'percent', value: 50 })
  const match = deal.exec(rest)
  if (match !== null) offers.push({ kind: 'code', text: `${match[1] ?? 2}x${match[2] ?? 1}` })
  return offers
}

function numberFact(rest: string, one: Span & { value: number; inWords: boolean }): Fact | null {
  const { value, inWords, start, end } = one
  const before = rest.slice(Math.max(0, start - 60), start)
  const after = rest.slice(end, end + 40)
  if (percentAfter.test(after)) return { kind: 'percent', value }
  const money = moneyBefore.exec(before) ?? moneyAfter.exec(after)
  if (money !== null) {
    const currency = money[1] !== undefined ? 'dollar' : money[2] !== undefined ? 'euro' : 'own'
    return { kind: 'amount', value, currency }
  }
  const isOne = inWords && value === 1
  if (!isOne && (perUnit.test(after) || (priced.test(before) && noThing.test(after)))) {
    return { kind: 'amount', value, currency: 'own' }
  }
  const small = isOne || (value <= 3 && (speech.test(after) || (inWords && bothOf.test(before))))
  return { kind: 'count', value, inWords, small }
}

/** "1,250,000" is a number, "55 1234 5678" is none that could be counted. */
function isGrouped(digits: string): boolean {
  return /^\d{1,3}(?:[.,]\d{3})+$/.test(digits.trim())
}

function isMoney(text: string, start: number, end: number): boolean {
  return (
    moneyBefore.test(text.slice(Math.max(0, start - 12), start)) || moneyAfter.test(text.slice(end, end + 12))
  )
}

function without(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + blank(rest.slice(start, end)) + rest.slice(end),
    text,
  )
}

function blank(match: string): string {
  return '·'.repeat(match.length)
}

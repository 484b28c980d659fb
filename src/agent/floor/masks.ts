// Which digits are certainly no phone number? Amounts, dates, hours, cards and the numbers of orders, bills and documents are blotted out.

const digits = String.raw`\d(?:[ .\-/]?\d)*`
const word = String.raw`(?:pedido|orden|order|folio|factura|guia|rastreo|tracking|ticket|clabe|cuenta|conta|tarjeta|cartao|card|rfc|curp|nit|cuit|cuil|dni|rut|ruc|cpf|cnpj|cedula|pasaporte|codigo|code|cupon|referencia|serie|sku|poliza|matricula|contrato|invoice|account|cp|cep|codigo postal|isbn|imei)`
const link = String.raw`(?:[ ]*(?:#|:|numero|num\.?|no\.?|nro\.?|n\.?|°|º|de|del|es|is|number|mi|la|el|cliente|compra)[ ]*){0,5}[ ]*`
const month = String.raw`(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|january|february|march|april|may|june|july|august|september|october|november|december|ene|feb|mar|abr|jun|jul|ago|sep|oct|nov|dic)`
const money = String.raw`(?:pesos|mxn|usd|dolares|euros|eur|reais|soles|cop|clp|ars|mil|varos|bolivares)`

const patterns = [
  /https?:\/\/\S+|www\.\S+/g,
  /\S+@\S+/g,
  /(?<!\d)\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{3,4}(?!\d)/g,
  /(?<!\d)\d{4}[ -]\d{6}[ -]\d{5}(?!\d)/g,
  new RegExp(String.raw`\b${word}\b${link}[a-z]{0,4}-?${digits}`, 'g'),
  new RegExp(String.raw`(?:[$€£]|r\$|s\/\.?|\b${money})[ ]*\d[\d.,' ]*\d|[$€£][ ]*\d`, 'g'),
  new RegExp(String.raw`(?<![\d+])\d[\d.,']*[ ]*(?:${money}\b|[$€£%])`, 'g'),
  /(?<![\d][./-]?)\d{1,2}([/.-])\d{1,2}\1\d{2,4}(?![./-]?\d)/g,
  /(?<!\d)\d{4}([/.-])\d{1,2}\1\d{1,2}(?!\d)/g,
  new RegExp(String.raw`\d{1,2}[ ]*(?:de[ ]+)?${month}\b(?:[ ]*(?:de[l]?[ ]+)?\d{4})?`, 'g'),
  /(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:[ ]*(?:-|a)[ ]*\d{1,2}:\d{2})?/g,
  /(?<![\d.,])\d{1,3}(?:[.,]\d{3}){2,}(?:[.,]\d{1,2})?(?![\d])/g,
  /(?<![\d.,])\d+,\d+(?![\d])/g,
]

/** The same text, of the same length, with `¤` for every character that belongs to no phone number. Takes folded text. */
export function maskNumbers(folded: string): string {
  return patterns.reduce(
    (text, pattern) => text.replaceAll(pattern, (match) => '¤'.repeat(match.length)),
    folded,
  )
}

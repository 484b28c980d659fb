// Which phone numbers does a customer give? Stretches of digits that are nothing else, as the numbering library reads them;
// where it does not know a block of numbers yet, the shape of the home country's numbers decides.
import type { CountryCode } from 'libphonenumber-js/max'
import type { Found } from './emails.ts'
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { fold } from '../text.ts'
import { keptOf } from '../kept.ts'
import { planOf, plans } from './countries.ts'
import { maskNumbers } from './masks.ts'

const candidate = /(?<![\p{L}\d¤+#.,/-])(?:\+|00)?\(?\d(?:[ .\-()/]{0,3}\d){7,16}(?![\p{L}\d¤%])/gu
/** Fewer digits than this are no number. */
const enough = /(?:\d\D*){8}/
/** WhatsApp still writes Mexican mobiles as +52 1 …, which no longer is a number. */
const mexicanMobile = /^(\+?[ .-]*52[ .-]*)1(?=[ .-]*\(?(?:\d[ .\-()]*){10}$)/
/** Numbers of services; nobody is reached there who asks to be called back. */
const services = ['TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST', 'UAN', 'VOICEMAIL', 'PAGER', 'VOIP']

/** In E.164, in the order of the text. `country` (ISO) is where a number without a prefix is at home. */
export function findPhones(text: string, country: string): readonly Found[] {
  const folded = fold(text)
  if (!enough.test(folded.text)) return []
  const masked = maskNumbers(folded.text)
  return [...masked.matchAll(candidate)].flatMap((match) => {
    const written = match[0].replace(/^00/, '+').replace(mexicanMobile, '$1')
    const value = readPhone(written, country)
    if (value === null) return []
    const end = match.index + match[0].length
    return [{ value, start: folded.at[match.index] ?? 0, end: folded.at[end] ?? 0 }]
  })
}

/** Is this nothing but digits and what stands between them? Then it may be one half of a number cut in two. */
export function isDigitsOnly(text: string): boolean {
  return /^[\s\d+().-]+$/.test(text) && /\d/.test(text)
}

/** The country of a contact whose platform address is a phone number; null for any other address. */
export const countryOf: (address: string) => string | null = keptOf(1_000, readCountry)

function readCountry(address: string): string | null {
  const digits = address.replace(/^\+/, '')
  if (!/^\d{10,15}$/.test(digits)) return null
  const number = parsePhoneNumberFromString(`+${digits}`.replace(mexicanMobile, '$1'))
  return number?.country ?? null
}

function readPhone(written: string, country: string): string | null {
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined
  const number = parsePhoneNumberFromString(written, home === undefined ? {} : { defaultCountry: home })
  if (number === undefined || !number.isValid()) return fromPlan(written, country)
  const service = !written.startsWith('+') && services.includes(number.getType() ?? '')
  return service ? null : number.number
}

function fromPlan(written: string, country: string): string | null {
  const digits = written.replaceAll(/\D/g, '')
  const plan = written.startsWith('+') ? planOf(digits) : plans[country]
  if (plan === undefined || plan === null) return null
  const own = digits.startsWith(plan.prefix) ? plan.national(digits.slice(plan.prefix.length)) : null
  const national = written.startsWith('+') ? own : (plan.national(digits) ?? own)
  return national === null ? null : `+${plan.prefix}${national}`
}

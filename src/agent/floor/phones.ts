// Which phone numbers does a customer give? A careful finder for eight countries; it stands in for a full numbering library
// and rather misses a number than invents one.
import type { Found } from './emails.ts'
import { fold } from '../text.ts'
import { planOf, plans } from './countries.ts'
import { maskNumbers } from './masks.ts'

const candidate = /(?<![\p{L}\d¤+#.,/-])(?:\+|00)?\(?\d(?:[ .\-()/]{0,3}\d){7,16}(?![\p{L}\d¤%])/gu

/** In E.164, in the order of the text. `country` (ISO) is where a number without a prefix is at home. */
export function findPhones(text: string, country: string): readonly Found[] {
  const folded = fold(text)
  const masked = maskNumbers(folded.text)
  return [...masked.matchAll(candidate)].flatMap((match) => {
    const value = readPhone(match[0], country)
    if (value === null) return []
    const end = match.index + match[0].length
    return [{ value, start: folded.at[match.index] ?? 0, end: folded.at[end] ?? 0 }]
  })
}

/** Is this nothing but digits and what stands between them? Then it may be one half of a number cut in two. */
export function isDigitsOnly(text: string): boolean {
  return /^[\s\d+().-]+$/.test(text) && /\d/.test(text)
}

function readPhone(written: string, country: string): string | null {
  const digits = written.replaceAll(/\D/g, '')
  if (written.startsWith('+')) return international(digits)
  if (written.startsWith('00')) return international(digits.slice(2))
  const plan = plans[country]
  if (plan === undefined) return null
  const national = plan.national(digits)
  if (national !== null) return `+${plan.prefix}${national}`
  return isHomeInternational(digits, plan.prefix) ? international(digits) : null
}

/** "52 55 1234 5678": the own country's prefix without the plus. */
function isHomeInternational(digits: string, prefix: string): boolean {
  return digits.startsWith(prefix) && digits.length >= 11 && digits.length <= 13
}

function international(digits: string): string | null {
  const plan = planOf(digits)
  if (plan === null) return /^[1-9]\d{9,14}$/.test(digits) ? `+${digits}` : null
  const national = plan.national(digits.slice(plan.prefix.length))
  return national === null ? null : `+${plan.prefix}${national}`
}

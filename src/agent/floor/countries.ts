// What may a phone number look like at home? Eight numbering plans, by length and leading digits (ITU-T E.164 national plans): looser
// than the library's list of blocks in use, and aware of prefixes that people still dial from habit.

export interface Plan {
  readonly prefix: string
  /** The national number in its international form, or null when no such number can exist. Takes digits only. */
  readonly national: (digits: string) => string | null
}

const plain =
  (pattern: RegExp, drop: RegExp = /^$/): Plan['national'] =>
  (digits) => {
    const number = digits.replace(drop, '')
    return pattern.test(number) ? number : null
  }

/** By ISO country. */
export const plans: Readonly<Record<string, Plan>> = {
  MX: { prefix: '52', national: mexican },
  AR: { prefix: '54', national: argentine },
  CO: { prefix: '57', national: plain(/^(3[0-5]\d{8}|60[1-8]\d{7})$/) },
  CL: { prefix: '56', national: plain(/^([2-7]\d{8}|9\d{8})$/, /^0/) },
  PE: { prefix: '51', national: peruvian },
  ES: { prefix: '34', national: plain(/^[6789]\d{8}$/) },
  BR: { prefix: '55', national: plain(/^[1-9][1-9](9\d{8}|[2-5]\d{7})$/, /^0(?:\d{2}(?=\d{10,11}$))?/) },
  US: { prefix: '1', national: plain(/^[2-9]\d{2}[2-9]\d{6}$/) },
}

/** The country an international number (digits, no plus) belongs to, longest prefix first; null when we have no plan for it. */
export function planOf(digits: string): Plan | null {
  const known = Object.values(plans).filter(({ prefix }) => digits.startsWith(prefix))
  return known.sort((left, right) => right.prefix.length - left.prefix.length)[0] ?? null
}

/** WhatsApp still writes Mexican mobiles as 521…; 01, 044 and 045 were dialled before 2019. */
function mexican(digits: string): string | null {
  const number = digits.length > 10 ? digits.replace(/^(01|044|045|1)(?=\d{10}$)/, '') : digits
  return /^[2-9]\d{9}$/.test(number) ? number : null
}

/** Mobiles are dialled with 15 after the area code at home and with 9 before it from abroad. */
function argentine(digits: string): string | null {
  const number = digits.replace(/^0/, '')
  const mobile = /^(11|[23]\d{2}|[23]\d{3})15(\d{6,8})$/.exec(number)
  if (mobile !== null && `${mobile[1]}${mobile[2]}`.length === 10) return `9${mobile[1]}${mobile[2]}`
  if (/^9(11|[23]\d)\d{8}$/.test(number)) return number
  return /^(11|[23]\d)\d{8}$/.test(number) ? number : null
}

function peruvian(digits: string): string | null {
  if (/^9\d{8}$/.test(digits)) return digits
  return /^0[1-8]\d{7}$/.test(digits) ? digits.slice(1) : null
}

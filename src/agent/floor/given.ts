// Which contact data does a burst bring? E-mails and phones under the ids of the pack's tags; the business's own never count.
import type { Pack } from '../pack.ts'
import type { Datum } from '../pack-tags.ts'
import type { Line } from '../spoken.ts'
import type { Turn } from '../agent.ts'
import type { Found } from './emails.ts'
import { findEmails } from './emails.ts'
import { countryOf, findPhones, isDigitsOnly } from './phones.ts'

export interface Given {
  readonly datum: Datum
  readonly value: string
  /** As the customer wrote it. */
  readonly quote: string
  readonly line: Line
}

export interface ContactReader {
  /** One for each datum id: the latest value wins. */
  read(burst: readonly Line[], turn: Turn): readonly Given[]
}

export function createContactReader(pack: Pack): ContactReader {
  const region = pack.agent.language.slice(3)
  const data = new Map(pack.tags.flatMap((tag) => tag.data).map((datum) => [datum.id, datum] as const))
  const own = new Set(findEmails(pack.prose).map(({ value }) => value))
  const ownPhones = new Map<string, ReadonlySet<string>>()
  const isOwn = (value: string, country: string): boolean => {
    const known = ownPhones.get(country) ?? new Set(findPhones(pack.prose, country).map((one) => one.value))
    ownPhones.set(country, known)
    return known.has(value)
  }
  return {
    read(burst, turn) {
      const given: Given[] = []
      const home = turn.to.channel === 'whatsapp' ? countryOf(turn.to.contact) : null
      for (const datum of data.values()) {
        const country = datum.country ?? home ?? region
        const found =
          datum.type === 'email'
            ? inLines(burst, findEmails, datum).filter(({ value }) => !own.has(value))
            : datum.type === 'telefono'
              ? phonesIn(burst, country, datum).filter(({ value }) => !isOwn(value, country))
              : []
        const last = found.at(-1)
        if (last !== undefined) given.push(last)
      }
      return given
    },
  }
}

function phonesIn(burst: readonly Line[], country: string, datum: Datum): readonly Given[] {
  const find = (text: string): readonly Found[] => findPhones(text, country)
  const alone = inLines(burst, find, datum)
  const joined = burst.flatMap((line, index): readonly Given[] => {
    const before = burst[index - 1]
    if (before === undefined || !isDigitsOnly(before.text) || !isDigitsOnly(line.text)) return []
    const [one] = find(`${before.text.trim()} ${line.text.trim()}`)
    return one === undefined ? [] : [{ datum, value: one.value, quote: line.text.trim(), line }]
  })
  return alone.length > 0 ? alone : joined
}

function inLines(
  burst: readonly Line[],
  find: (text: string) => readonly Found[],
  datum: Datum,
): readonly Given[] {
  return burst.flatMap((line) =>
    [line.text, line.data].flatMap((text) =>
      find(text).map(({ value, start, end }) => ({ datum, value, quote: text.slice(start, end), line })),
    ),
  )
}

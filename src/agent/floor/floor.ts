// What can be told of a burst without a model? Tags with their evidence, contact data, and whether a person must take over.
import type { Finding } from '../../events.ts'
import type { Pack } from '../pack.ts'
import type { Datum, TagFile } from '../pack-tags.ts'
import type { TagRule } from '../pack-rules.ts'
import type { Line } from '../spoken.ts'
import type { Turn } from '../agent.ts'
import type { Attempts, SaidTexts } from './attempts.ts'
import type { Given } from './given.ts'
import type { Lexicon } from './lexicon.ts'
import { burstOf, lineOf } from '../spoken.ts'
import { holdsPhrase, phraseOf } from '../text.ts'
import { readAttempts } from './attempts.ts'
import { createContactReader } from './given.ts'
import { readRequest } from './request.ts'

export interface FloorReading {
  /** At most one a tag, in the pack's order. */
  readonly findings: readonly Finding[]
  readonly data: Readonly<Record<string, string>>
  /** The tag whose hand-over text is the answer, when one silences the agent. */
  readonly handOver: TagFile | null
  /** Failed attempts before this burst. */
  readonly failures: number
}

export interface Floor {
  read(turn: Turn): FloorReading
  /** As a finding that this turn's own failure makes: the customer is stuck. Null when no tag minds. */
  stuck(turn: Turn, failures: number): { readonly finding: Finding; readonly tag: TagFile } | null
}

/** Words of a message that may be only the beginning of a sentence. */
const shortPiece = 4

type Motive = Pick<Finding, 'because' | 'actor' | 'quote' | 'message' | 'at'>

/** `said`, word for word: the texts that hand over, and the one that offers a person. */
export function createFloor(pack: Pack, lexicons: readonly Lexicon[], said: SaidTexts): Floor {
  const contact = createContactReader(pack)
  const plain = new Map(
    pack.tags
      .flatMap((tag) => tag.rules)
      .map((rule) => {
        const words = rule.kind === 'words' ? rule.words : rule.kind === 'person' ? rule.except : []
        return [rule, words.map(phraseOf)] as const
      }),
  )
  return {
    read(turn) {
      const burst = burstOf(turn)
      const given = contact.read([...meanwhile(turn), ...burst], turn)
      const lines = [...turn.history.map(lineOf), ...burst]
      const counted = new Map<number, Attempts>()
      const attempts = (limit: number): Attempts => {
        const known = counted.get(limit) ?? readAttempts(lines, lexicons, limit, said)
        counted.set(limit, known)
        return known
      }
      const offered = acceptsOffer(turn, burst, said.offer, lexicons)
      const hits = pack.tags.flatMap((tag) => {
        for (const rule of tag.rules) {
          const motive = motiveOf(rule, {
            burst,
            given,
            attempts,
            offered,
            lexicons,
            phrases: plain.get(rule) ?? [],
          })
          if (motive !== null) return [{ tag, finding: findingOf(tag, motive) }]
        }
        return []
      })
      return {
        findings: hits.map(({ finding }) => finding),
        data: Object.fromEntries(given.map(({ datum, value }) => [datum.id, value])),
        handOver: hits.find(({ tag }) => tag.silence && tag.message !== null)?.tag ?? null,
        failures: attempts(2).failures,
      }
    },
    stuck(turn, failures) {
      const line = burstOf(turn).at(-1)
      const tag = pack.tags.find(({ rules }) =>
        rules.some((rule) => rule.kind === 'frustration' && failures > rule.attempts),
      )
      if (tag === undefined || line === undefined) return null
      return {
        tag,
        finding: findingOf(tag, { ...whole(line), because: 'atascado', actor: 'rule:frustracion' }),
      }
    },
  }
}

/** What the customer wrote since the agent last spoke, while a person had the conversation: its data are read now. */
function meanwhile({ history }: Turn): readonly Line[] {
  const last = history.findLastIndex(({ author }) => author === 'agent')
  return history
    .slice(last + 1)
    .map(lineOf)
    .filter(({ who }) => who === 'contact')
}

/** A tag's finding, with the effects its file gives it. */
export function findingOf(tag: TagFile, motive: Motive): Finding {
  return {
    tag: tag.name,
    on: tag.on,
    ...motive,
    effects: { silence: tag.silence, call: tag.call, push: tag.push },
  }
}

interface Evidence {
  readonly burst: readonly Line[]
  readonly given: readonly Given[]
  readonly attempts: (limit: number) => Attempts
  readonly offered: Line | null
  /** The rule's own words, ready to compare. */
  readonly phrases: readonly string[]
  readonly lexicons: readonly Lexicon[]
}

function motiveOf(rule: TagRule, evidence: Evidence): Motive | null {
  switch (rule.kind) {
    case 'datum': {
      const given = evidence.given.findLast(({ datum }: { datum: Datum }) => datum.id === rule.id)
      if (given === undefined) return null
      const { quote, line } = given
      return { because: `dato:${rule.id}`, actor: 'rule:dato', quote, message: line.id, at: line.at }
    }
    case 'person':
      return askedFor(evidence)
    case 'words':
      return wordSaid(evidence)
    case 'frustration': {
      const { motive, line } = evidence.attempts(rule.attempts)
      return motive === null || line === null
        ? null
        : { ...whole(line), because: motive, actor: 'rule:frustracion' }
    }
  }
}

function askedFor({ burst, offered, lexicons, phrases }: Evidence): Motive | null {
  const because = { because: 'pide_humano', actor: 'rule:pide_humano' } as const
  let found: Motive | null = null
  let cancelled = false
  for (const line of burst) {
    const { asks, cancels } = readRequest(line.text, lexicons, phrases)
    if (asks !== null) {
      const quote = line.text.slice(asks.start, asks.end)
      found = { ...because, quote, message: line.id, at: line.at }
    } else if (cancels) {
      found = null
      cancelled = true
    }
  }
  if (found !== null || cancelled) return found
  const pieced = inPieces(burst).find(({ text }) => readRequest(text, lexicons, phrases).asks !== null)
  const meant = pieced?.end ?? offered
  return meant === null ? null : { ...whole(meant), ...because }
}

/** A sentence may be sent in pieces: "quiero hablar", "con alguien". */
function inPieces(burst: readonly Line[]): readonly { readonly text: string; readonly end: Line }[] {
  let text = ''
  return burst.flatMap((end, index) => {
    const before = burst[index - 1]?.text.trim() ?? ''
    const goes = before !== '' && before.split(/\s+/).length <= shortPiece && !/[.?!…]$/.test(before)
    text = goes ? `${text} ${end.text.trim()}` : end.text.trim()
    return goes ? [{ text, end }] : []
  })
}

function wordSaid({ burst, phrases }: Evidence): Motive | null {
  for (const line of burst) {
    const said = phraseOf(line.text)
    const word = phrases.find((phrase) => holdsPhrase(said, phrase))
    if (word !== undefined) return { ...whole(line), because: 'palabras', actor: 'rule:palabras' }
  }
  return null
}

/** "Sí, por favor" to "¿… o prefieres que te atienda una persona?". */
function acceptsOffer(
  turn: Turn,
  burst: readonly Line[],
  offer: string,
  lexicons: readonly Lexicon[],
): Line | null {
  const last = turn.history.at(-1)
  if (last === undefined || last.author !== 'agent') return null
  if (!lineOf(last).text.includes(offer)) return null
  return burst.findLast(({ text }) => lexicons.some((one) => one.has('acepta', phraseOf(text)))) ?? null
}

function whole(line: Line): Pick<Motive, 'quote' | 'message' | 'at'> {
  return { quote: line.text.trim().slice(0, 240), message: line.id, at: line.at }
}

// Which passages answer this question? A full-text index in memory over the active documents; words are compared by their stems.
import type { Lexicon } from './floor/lexicon.ts'
import type { Pack } from './pack.ts'
import type { Passage } from './pack-knowledge.ts'
import { Database } from 'bun:sqlite'
import { keptOf } from './kept.ts'
import { contentStems, stemOf } from './stems.ts'
import { bareWords } from './text.ts'

export interface Hit {
  readonly passage: Passage
  /** Share of the question's words, weighted by their rarity, that the passage covers; from 0 to 1. */
  readonly coverage: number
}

export interface Knowledge {
  /** The best passages that cover at least `least` (half, when absent) of the question, best first. */
  find(question: string, limit: number, least?: number): readonly Hit[]
}

const enough = 0.5
/** One word that so many passages hold ("precios") asks for nothing in particular. */
const many = 4
/** A word in the title counts as three in the text. */
const ranking =
  'SELECT rowid - 1 AS place FROM passage WHERE passage MATCH ? ORDER BY bm25(passage, 3.0, 1.0), rowid LIMIT 24'

/** Built once for each pack version. */
export function createKnowledge(pack: Pack, lexicons: readonly Lexicon[]): Knowledge {
  const passages = pack.documents.filter((document) => isRead(pack, document)).flatMap((one) => one.passages)
  const empty = new Set(lexicons.flatMap((lexicon) => [...lexicon.all('vacias')]))
  const kin = kinOf([...lexicons.flatMap(({ synonyms }) => synonyms), ...pack.agent.synonyms])
  const titles = new Map(pack.documents.map(({ name, title }) => [name, title]))
  const held = passages.map((one) => new Set(stemsOf(`${titles.get(one.document)} ${one.title} ${one.text}`)))
  const heads = passages.map(({ title }) => ({
    all: new Set(stemsOf(title)),
    telling: new Set(contentStems(title, empty)),
  }))
  const rankedBy = rankerOf(indexOf(passages, titles), new Set(held.flatMap((stems) => [...stems])))
  const weigh = (alike: ReadonlySet<string>): number => {
    const holding = held.filter((stems) => [...alike].some((stem) => stems.has(stem))).length
    return Math.log(1 + (passages.length + 0.5) / (holding + 0.5))
  }
  const termOf = keptOf(2_000, (stem): Term => {
    const alike = new Set([stem, ...(kin.get(stem) ?? [])])
    return { stem, alike, weight: weigh(alike) }
  })
  const termsOf = (question: string): readonly Term[] =>
    [...new Set(telling(question, empty))].map((stem) => termOf(stem))

  return {
    find(question, limit, least = enough) {
      const terms = termsOf(question)
      if (terms.length === 0 || passages.length === 0) return []
      const asked = stemsOf(question)
      const whole = sum(terms.map(({ weight }) => weight))
      const all = [...new Set(terms.flatMap(({ alike }) => [...alike]))]
      const hits = rankedBy(all).flatMap(({ place }): Ranked[] => {
        const passage = passages[place]
        const stems = held[place]
        const title = heads[place]
        if (passage === undefined || stems === undefined || title === undefined) return []
        const share = (has: (term: Term) => boolean): number =>
          sum(terms.filter(has).map(({ weight }) => weight)) / whole
        const covers = ({ alike }: Term): boolean => [...alike].some((stem) => stems.has(stem))
        const coverage = share(covers)
        if (terms.filter(covers).length / terms.length < least || coverage < least) return []
        const exact = share(({ stem }) => stems.has(stem))
        const inTitle = share(({ alike }) => [...alike].some((stem) => title.all.has(stem)))
        const named =
          terms.length === title.telling.size && terms.every(({ stem }) => title.telling.has(stem))
        const rank = coverage + exact / 2 + inTitle / 2 + (named ? 1 : 0)
        const wording = asked.filter((stem) => title.all.has(stem)).length
        return [{ passage, coverage, rank, wording, named, inTitle: inTitle > 0 }]
      })
      const titled = hits.filter(({ inTitle }) => inTitle).length
      const named = hits.some((hit) => hit.named)
      const vague = terms.length === 1 && hits.length >= many && titled !== 1 && !named
      if (vague && least >= enough) return []
      return hits
        .sort((left, right) => right.rank - left.rank || right.wording - left.wording)
        .slice(0, limit)
    },
  }
}

/** A hit with what settles a tie of the index: the customer's own words before synonyms, then the title's wording. */
interface Ranked extends Hit {
  readonly rank: number
  /** How many of the question's words, empty ones too, stand in the title. */
  readonly wording: number
  /** The title asks for exactly this. */
  readonly named: boolean
  readonly inTitle: boolean
}

interface Term {
  readonly stem: string
  /** The stem and its synonyms. */
  readonly alike: ReadonlySet<string>
  /** Rare ones tell more. */
  readonly weight: number
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

/** Words that carry meaning; in a question without any ("¿qué venden?") the long ones have to do. */
function telling(question: string, empty: ReadonlySet<string>): readonly string[] {
  const content = contentStems(question, empty)
  return content.length > 0
    ? content
    : bareWords(question)
        .filter((word) => word.length > 4)
        .map(stemOf)
}

/** Does the agent read this document? */
export function isRead(pack: Pack, document: { readonly name: string; readonly state: string }): boolean {
  const { knowledge } = pack.agent
  return (
    document.state === 'activo' &&
    (knowledge === null || knowledge.some(({ text }) => text === document.name))
  )
}

function indexOf(passages: readonly Passage[], titles: ReadonlyMap<string, string>): Database {
  const index = new Database(':memory:')
  index.run("CREATE VIRTUAL TABLE passage USING fts5(title, body, tokenize = 'unicode61')")
  const insert = index.query('INSERT INTO passage (rowid, title, body) VALUES (?, ?, ?)')
  passages.forEach(({ document, title, text }, place) => {
    const body = `${stemsOf(text).join(' ')} ${stemsOf(titles.get(document) ?? '').join(' ')}`
    insert.run(place + 1, stemsOf(title).join(' '), body)
  })
  return index
}

interface Place {
  readonly place: number
}

/** Places of the passages that hold any of the stems, best first. */
function rankerOf(
  index: Database,
  vocabulary: ReadonlySet<string>,
): (stems: readonly string[]) => readonly Place[] {
  const query = index.query<Place, [string]>(ranking)
  // Customers ask the same few things: words that stand nowhere do not make a question another one.
  const kept = keptOf(1_000, (match) => (match === '' ? [] : query.all(match)))
  return (stems) => {
    const known = stems.filter((stem) => vocabulary.has(stem))
    return kept(known.map((stem) => `"${stem}"`).join(' OR '))
  }
}

function stemsOf(text: string): readonly string[] {
  return bareWords(text).map(stemOf)
}

/** For each stem, the stems that mean the same. */
function kinOf(groups: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const kin = new Map<string, Set<string>>()
  for (const group of groups) {
    const stems = group.flatMap(stemsOf)
    for (const stem of stems) {
      const alike = kin.get(stem) ?? new Set()
      for (const other of stems) alike.add(other)
      kin.set(stem, alike)
    }
  }
  return kin
}

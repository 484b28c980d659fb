// How is each assertion of a test written, and what does it find in the outcome? One table; a new assertion is a new row.
import type { MapValue, Value } from '../ficha.ts'
import type { Fields, Located } from '../fields.ts'
import type { Place, Report } from '../problems.ts'
import type { Judges, Outcome } from './outcome.ts'
import { errorAt } from '../problems.ts'
import { foldText } from '../text.ts'
import { agentTexts, sourcesOf } from './outcome.ts'

export interface Checked {
  /** For people. */
  readonly expected: string
  /** What it was instead, for people; null when it holds. */
  check(outcome: Outcome, judges: Judges): string | null | Promise<string | null>
  /** Names of the pack that it speaks of. */
  readonly names?: { readonly of: NameKind; readonly all: readonly Located[] }
}

export type NameKind = 'etiqueta' | 'criterio' | 'dato' | 'conocimiento'

type Read = (fields: Fields, key: string, report: Report) => Checked | null

export const assertions: Readonly<Record<string, Read>> = {
  etiquetas: (fields, key) => {
    const all = fields.texts(key)
    const wanted = all.map(({ text }) => text)
    return {
      expected: list(wanted),
      names: { of: 'etiqueta', all },
      check: ({ tags }) => (sameSet(tags, wanted) ? null : list(tags)),
    }
  },
  etiquetas_incluye: (fields, key) => {
    const all = fields.texts(key)
    return {
      expected: `que incluyan ${list(all.map(({ text }) => text))}`,
      names: { of: 'etiqueta', all },
      check: ({ tags }) => (all.every(({ text }) => tags.some(same(text))) ? null : list(tags)),
    }
  },
  motivo: (fields, key) =>
    one(fields, key, (wanted) => ({
      expected: wanted,
      check: (outcome) => among(motives(outcome), wanted),
    })),
  criterio: (fields, key) =>
    one(fields, key, (wanted, at) => ({
      expected: wanted,
      names: { of: 'criterio', all: [{ text: wanted, at }] },
      check: (outcome) =>
        among(
          findings(outcome).map(({ criterion }) => criterion ?? ''),
          wanted,
        ),
    })),
  datos: (fields, key, report) => {
    const map = fields.map(key)
    return map === null ? null : data(map, report)
  },
  silenciado: (fields, key) => {
    const wanted = fields.flag(key)
    if (wanted === null) return null
    return {
      expected: wanted ? 'sí' : 'no',
      check: ({ quiet }) => {
        const silent = quiet === 'silence' || quiet === 'intervention'
        return silent === wanted ? null : `${silent ? 'sí' : 'no'}${quiet === null ? '' : ` (${quiet})`}`
      },
    }
  },
  contiene: (fields, key) => words(fields, key, true),
  no_contiene: (fields, key) => words(fields, key, false),
  regex: (fields, key, report) => {
    const patterns = fields.texts(key).map((written) => ({ written, pattern: patternOf(written, report) }))
    return {
      expected: patterns.map(({ written }) => `/${written.text}/`).join(' y '),
      check: (outcome) => {
        const text = agentTexts(outcome).join('\n')
        return patterns.every(({ pattern }) => pattern?.test(text)) ? null : quoted(outcome)
      },
    }
  },
  idioma: (fields, key) =>
    one(fields, key, (wanted) => ({
      expected: wanted,
      check: (outcome, { languageOf }) => {
        const found = languageOf(agentTexts(outcome).join('\n'))
        return found === wanted.slice(0, 2) ? null : `${found ?? 'ninguno reconocible'}: ${quoted(outcome)}`
      },
    })),
  max_mensajes: (fields, key) => upTo(fields, key, 20, (outcome) => agentTexts(outcome).length, 'mensajes'),
  max_caracteres: (fields, key) =>
    upTo(
      fields,
      key,
      4096,
      (outcome) => Math.max(0, ...agentTexts(outcome).map(({ length }) => length)),
      'caracteres',
    ),
  llamadas_llm: (fields, key) => {
    const wanted = fields.count(key, 0, 20)
    if (wanted === null) return null
    return {
      expected: String(wanted),
      check: ({ answers }) => {
        const calls = answers.reduce((sum, { answer }) => sum + answer.usage.requests, 0)
        return calls === wanted ? null : String(calls)
      },
    }
  },
  sin_promesas: (fields, key) => {
    const wanted = fields.flag(key)
    if (wanted === null) return null
    return {
      expected: wanted ? 'ninguna promesa' : 'alguna promesa',
      check: (outcome, { promisesIn }) => {
        const found = agentTexts(outcome).flatMap(promisesIn)
        return (found.length === 0) === wanted ? null : list(found)
      },
    }
  },
  usa_conocimiento: (fields, key) => {
    const all = fields.texts(key)
    return {
      expected: list(all.map(({ text }) => text)),
      names: { of: 'conocimiento', all },
      check: (outcome) => {
        const used = sourcesOf(outcome)
        return all.every(({ text }) => used.some((source) => source.startsWith(`${text} `)))
          ? null
          : list(used)
      },
    }
  },
  juicio: (fields, key) =>
    one(fields, key, (rubric) => ({
      expected: rubric,
      check: async (outcome, judges) => {
        if (judges.rubric === null) return null
        const { ok, why } = await judges.rubric(rubric, outcome)
        return ok ? null : `${why} ${quoted(outcome)}`
      },
    })),
}

function data(map: MapValue, report: Report): Checked {
  const all = map.entries.map(({ key, keyAt }) => ({ text: key, at: keyAt }))
  const wanted = map.entries.flatMap(({ key, value }) => scalarOf(key, value, report))
  return {
    expected: wanted.map(([id, value]) => `${id}: ${value}`).join(', '),
    names: { of: 'dato', all },
    check: (outcome) => {
      const good = wanted.every(([id, value]) => same(String(value))(String(outcome.data[id] ?? '')))
      const got = Object.entries(outcome.data).map(([id, value]) => `${id}: ${value}`)
      return good ? null : list(got)
    },
  }
}

function scalarOf(key: string, value: Value, report: Report): readonly (readonly [string, string])[] {
  if (value.kind === 'scalar') return [[key, String(value.value)]]
  report(errorAt(value.at, `el dato «${key}» espera un texto o un número`))
  return []
}

function words(fields: Fields, key: string, wanted: boolean): Checked {
  const texts = fields.texts(key).map(({ text }) => text)
  return {
    expected: texts.map((text) => `«${text}»`).join(' y '),
    check: (outcome) => {
      const said = foldText(agentTexts(outcome).join('\n'))
      const good = texts.every((text) => said.includes(foldText(text)) === wanted)
      return good ? null : quoted(outcome)
    },
  }
}

function one(fields: Fields, key: string, make: (text: string, at: Place) => Checked): Checked | null {
  const text = fields.text(key)
  return text === null ? null : make(text, fields.at(key))
}

function upTo(
  fields: Fields,
  key: string,
  most: number,
  count: (outcome: Outcome) => number,
  what: string,
): Checked | null {
  const limit = fields.count(key, 0, most)
  if (limit === null) return null
  return {
    expected: `${limit} ${what} como máximo`,
    check: (outcome) => (count(outcome) <= limit ? null : `${count(outcome)} ${what}`),
  }
}

function patternOf(written: Located, report: Report): RegExp | null {
  try {
    return new RegExp(written.text, 'iu')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    report(errorAt(written.at, `la expresión «${written.text}» no se puede leer`))
    return null
  }
}

function findings({ answers }: Outcome) {
  return answers.flatMap(({ answer }) => answer.findings)
}

function motives(outcome: Outcome): readonly string[] {
  return findings(outcome).map(({ because }) => because)
}

function among(got: readonly string[], wanted: string): string | null {
  return got.some(same(wanted)) ? null : list(got.filter((text) => text !== ''))
}

function same(wanted: string): (got: string) => boolean {
  const plain = foldText(wanted).trim()
  return (got) => foldText(got).trim() === plain
}

function sameSet(got: readonly string[], wanted: readonly string[]): boolean {
  return got.length === wanted.length && wanted.every((text) => got.some(same(text)))
}

function quoted(outcome: Outcome): string {
  const texts = agentTexts(outcome)
  return texts.length === 0 ? 'no dijo nada' : texts.map((text) => `«${text}»`).join(' ')
}

function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

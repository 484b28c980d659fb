// Will these tags be told apart, and has anybody tried them? Criteria, examples, and a test for each.
import type { Ficha, Value } from './ficha.ts'
import type { Subject } from './lint-subject.ts'
import type { Place, Report } from './problems.ts'
import { entryOf } from './fields.ts'
import { hides } from './lint-subject.ts'
import { errorAt, noticeAt, suggestion } from './problems.ts'
import { stemOf } from './stems.ts'
import { bareWords } from './text.ts'

const longest = 200
/** From here on two criteria ask for the same. */
const nearlyEqual = 0.75
const example = /^(\s*-\s+).*?->\s*(.*?)\s*$/
const verdict = /^(.*?)(?:\s*\(([^()]*)\))?$/

interface Criterion {
  readonly tag: string
  readonly id: string
  readonly at: Place
  readonly text: string
  readonly stems: ReadonlySet<string>
}

export function lintTags(subject: Subject, report: Report): void {
  const criteria = [...subject.fichas.values()].filter(isTag).flatMap(criteriaOf)
  for (const { at, text } of criteria) {
    if (text.length <= longest) continue
    report(noticeAt(at, `el criterio tiene ${text.length} caracteres; con más de ${longest} se juzga peor`))
  }
  lintTwins(criteria, report)
  if (!hides(subject, 'tags/'))
    for (const ficha of subject.fichas.values()) if (isTag(ficha)) lintExamples(ficha, subject, report)
  const tried = new Set(
    subject.tests
      .flatMap(({ steps }) => steps)
      .flatMap((step) => (step.kind === 'customer' && step.expected !== null ? [step.expected] : []))
      .flatMap(({ tags, tagsInclude }) => [...(tags ?? []), ...tagsInclude].map(({ text }) => text)),
  )
  for (const { at, tag } of subject.parts.tags) {
    if (tag.name === '' || tried.has(tag.name)) continue
    report(noticeAt(at, `ninguna prueba de tests/ espera la etiqueta «${tag.name}»`))
  }
}

function isTag({ file }: Ficha): boolean {
  return file.startsWith('tags/')
}

function criteriaOf({ fields }: Ficha): readonly Criterion[] {
  const tag = textOf(entryOf(fields, 'etiqueta')?.value)
  const map = entryOf(fields, 'criterios')?.value
  if (map?.kind !== 'map') return []
  return map.entries.flatMap(({ key, value }) => {
    const text = textOf(value)
    const stems = new Set(
      bareWords(text)
        .filter((word) => word.length > 3)
        .map(stemOf),
    )
    return text === '' ? [] : [{ tag, id: key, at: value.at, text, stems }]
  })
}

function textOf(value: Value | undefined): string {
  return value?.kind === 'scalar' ? value.text.trim() : ''
}

function lintTwins(criteria: readonly Criterion[], report: Report): void {
  criteria.forEach((one, index) => {
    const twin = criteria
      .slice(0, index)
      .find((other) => other.tag !== one.tag && likeness(one, other) >= nearlyEqual)
    if (twin === undefined) return
    const name = `«${twin.id}» de «${twin.tag}»`
    report(noticeAt(one.at, `este criterio es casi igual que ${name}: el modelo no sabrá cuál elegir`))
  })
}

function likeness(left: Criterion, right: Criterion): number {
  const common = [...left.stems].filter((stem) => right.stems.has(stem)).length
  const all = new Set([...left.stems, ...right.stems]).size
  return all === 0 ? 0 : common / all
}

/** Under `## Ejemplos`: `- cliente: "…" -> Etiqueta (criterio)`, or `-> no`. */
function lintExamples(ficha: Ficha, { tags }: Subject, report: Report): void {
  let inside = false
  ficha.body.split('\n').forEach((line, index) => {
    if (line.startsWith('#')) inside = /^##\s+(ejemplos|examples)\s*$/i.test(line)
    else if (inside && /^\s*-\s/.test(line)) {
      const place = { file: ficha.file, line: ficha.bodyLine + index, column: line.search(/\S/) + 1 }
      lintExample(line, place, tags, report)
    }
  })
}

function lintExample(line: string, place: Place, tags: Subject['tags'], report: Report): void {
  const said = example.exec(line)?.[2]
  if (said === undefined || said === '') {
    report(noticeAt(place, 'un ejemplo se escribe «- cliente: "…" -> Etiqueta (criterio)», o «-> no»'))
    return
  }
  const column = line.lastIndexOf(said) + 1
  const [, name = '', criterion] = verdict.exec(said) ?? []
  if (/^no$/i.test(name)) return
  const tag = tags.find((one) => one.name === name)
  if (tag === undefined) {
    const names = tags.map((one) => one.name)
    report(
      errorAt(
        { ...place, column },
        `el ejemplo nombra la etiqueta «${name}», que no existe.${suggestion(name, names)}`,
      ),
    )
    return
  }
  const ids = Object.keys(tag.criteria)
  if (criterion === undefined || ids.includes(criterion)) return
  const at = { ...place, column: column + said.lastIndexOf(criterion) }
  report(errorAt(at, `«${name}» no tiene el criterio «${criterion}».${suggestion(criterion, ids)}`))
}

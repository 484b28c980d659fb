// Do the tests expect things that exist? Tags, criteria, data and documents that an assertion names.
import type { Located } from './fields.ts'
import type { Subject } from './lint-subject.ts'
import type { Expected } from './pack-expected.ts'
import type { Report } from './problems.ts'
import { hides } from './lint-subject.ts'
import { errorAt, suggestion } from './problems.ts'

export function lintTests(subject: Subject, report: Report): void {
  for (const { steps } of subject.tests) {
    for (const step of steps) {
      if (step.kind !== 'customer' || step.expected === null) continue
      if (!hides(subject, 'tags/')) lintTagged(step.expected, subject, report)
      lintSources(step.expected, subject, report)
    }
  }
}

function lintTagged(expected: Expected, { tags }: Subject, report: Report): void {
  const known = (named: readonly Located[], what: string, names: readonly string[]): void => {
    for (const { text, at } of named) {
      if (!names.includes(text)) report(errorAt(at, `${what} «${text}» no existe.${suggestion(text, names)}`))
    }
  }
  const names = tags.map(({ name }) => name)
  known([...(expected.tags ?? []), ...expected.tagsInclude], 'la etiqueta', names)
  const criteria = tags.flatMap((tag) => Object.keys(tag.criteria))
  known(expected.criterion === null ? [] : [expected.criterion], 'el criterio', criteria)
  const ids = tags.flatMap(({ data }) => data.map(({ id }) => id))
  known(
    expected.data.map(({ id }) => id),
    'el dato',
    ids,
  )
}

function lintSources(expected: Expected, { files, parts }: Subject, report: Report): void {
  const documents = files.flatMap(({ path }) => /^knowledge\/(.+)\.md$/.exec(path)?.[1] ?? [])
  const listed = parts.agent?.knowledge?.map(({ text }) => text) ?? documents
  for (const { text, at } of expected.knowledge) {
    const state = parts.documents.find(({ name }) => name === text)?.state ?? 'activo'
    const file = `knowledge/${text}.md`
    if (!documents.includes(text)) report(errorAt(at, `no existe ${file}.${suggestion(text, documents)}`))
    else if (state !== 'activo') report(errorAt(at, `${file} está en ${state}: el agente no lo lee`))
    else if (!listed.includes(text))
      report(errorAt(at, `${file} no está en «conocimiento» de agent.md: el agente no lo lee`))
  }
}

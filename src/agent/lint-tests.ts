// Do the tests expect things that exist? Tags, criteria, data and documents that an assertion names.
import type { Located } from './fields.ts'
import type { Subject } from './lint-subject.ts'
import type { Expected } from './pack-expected.ts'
import type { Report } from './problems.ts'
import { isPart } from './pack.ts'
import { errorAt, suggestion } from './problems.ts'

export function lintTests(subject: Subject, report: Report): void {
  // What stands in a file that cannot be read is not missing.
  if (subject.files.some(({ path }) => isPart(path) && !subject.fichas.has(path))) return
  for (const { steps } of subject.tests) {
    for (const step of steps) {
      if (step.kind === 'customer' && step.expected !== null) lintExpected(step.expected, subject, report)
    }
  }
}

function lintExpected(expected: Expected, { tags, parts }: Subject, report: Report): void {
  const known = (named: readonly Located[], what: string, names: readonly string[]): void => {
    for (const { text, at } of named) {
      if (!names.includes(text)) report(errorAt(at, `${what} «${text}» no existe.${suggestion(text, names)}`))
    }
  }
  const named = [...(expected.tags ?? []), ...expected.tagsInclude]
  known(
    named,
    'la etiqueta',
    tags.map(({ name }) => name),
  )
  known(
    expected.criterion === null ? [] : [expected.criterion],
    'el criterio',
    tags.flatMap(({ criteria }) => Object.keys(criteria)),
  )
  known(
    expected.data.map(({ id }) => id),
    'el dato',
    tags.flatMap(({ data }) => data.map(({ id }) => id)),
  )
  const documents = parts.documents.map(({ name }) => name)
  for (const { text, at } of expected.knowledge) {
    const state = parts.documents.find(({ name }) => name === text)?.state
    if (state === undefined)
      report(errorAt(at, `no existe knowledge/${text}.md.${suggestion(text, documents)}`))
    else if (state !== 'activo')
      report(errorAt(at, `knowledge/${text}.md está en ${state}: el agente no lo lee`))
  }
}

// Does a file look like a file of this house? Opening words, no escapes from the types, no barrels, no swallowed failures.
import { Visitor } from 'oxc-parser'
import type { ProjectFile, Violation } from './project.ts'
import { lineAt, parse } from './syntax.ts'

/** Here foreign JSON and rows become our types, so a cast is the subject of the file. */
const castsAllowed = /(^|[/-])(parse|rows|wire)(-[a-z]+)?\.ts$/

/** `any` everywhere; `!` and casts in `src` outside the files that read what others wrote. */
export function escapeViolations(files: readonly ProjectFile[]): readonly Violation[] {
  return files.flatMap((file) => {
    const found: Violation[] = []
    const source = file.path.startsWith('src/')
    const add = (node: { readonly start: number }, what: string): void => {
      found.push({ path: file.path, what: `line ${lineAt(file, node.start)} ${what}` })
    }
    const visitor = new Visitor({
      TSAnyKeyword: (node) => add(node, 'says any'),
      TSNonNullExpression: (node) => source && add(node, 'says !'),
      TSTypeAssertion: (node) => source && add(node, 'casts'),
      TSAsExpression: (node) => {
        const type = file.text.slice(node.typeAnnotation.start, node.typeAnnotation.end)
        if (source && type !== 'const' && !castsAllowed.test(file.path)) add(node, `casts to ${type}`)
      },
    })
    visitor.visit(parse(file).program)
    return found
  })
}

/** A file that only hands on what others say. */
export function barrelViolations(files: readonly ProjectFile[]): readonly Violation[] {
  return files.flatMap((file) => {
    const { body } = parse(file).program
    const own = body.some(
      (statement) =>
        statement.type !== 'ImportDeclaration' &&
        statement.type !== 'ExportAllDeclaration' &&
        !(statement.type === 'ExportNamedDeclaration' && statement.declaration === null),
    )
    return own || body.length === 0 ? [] : [{ path: file.path, what: 'is a barrel: it only exports again' }]
  })
}

/** `catch {}`, `.catch(() => {})` and their like: a failure that nobody will ever hear of. */
export function catchViolations(files: readonly ProjectFile[]): readonly Violation[] {
  return files.flatMap((file) => {
    const found: Violation[] = []
    const add = (node: { readonly start: number }): void => {
      found.push({ path: file.path, what: `line ${lineAt(file, node.start)} swallows a failure` })
    }
    const visitor = new Visitor({
      CatchClause: (node) => node.body.body.length === 0 && add(node),
      CallExpression: ({ callee, arguments: [first] }) => {
        if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
        if (callee.property.name !== 'catch' || first?.type !== 'ArrowFunctionExpression') return
        const { body } = first
        const empty = body?.type === 'BlockStatement' && body.body.length === 0
        const nothing = body?.type === 'Identifier' && body.name === 'undefined'
        if (empty || nothing) add(callee.property)
      },
    })
    visitor.visit(parse(file).program)
    return found
  })
}

/** One to three lines of comment before anything else: a question, and what answers it; a test may just say what it proves. */
export function openingViolations(files: readonly ProjectFile[]): readonly Violation[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.replace(/^#!.*\n/, '').split('\n')
    const end = lines.findIndex((line) => !/^(\/\/|--)/.test(line))
    const opening = lines.slice(0, end < 0 ? lines.length : end)
    const what =
      opening.length === 0
        ? 'does not open with a comment'
        : opening.length > 3
          ? `opens with ${opening.length} lines of comment, three are enough`
          : !path.startsWith('tests/') && !opening.join(' ').includes('?')
            ? 'opens without the question it answers'
            : null
    return what === null ? [] : [{ path, what }]
  })
}

// Who may open a connection? Outgoing calls leave through egress alone, and through the simulator, which stands outside.
import { Visitor } from 'oxc-parser'
import type { ProjectFile, Violation } from './project.ts'
import { importsOf, lineAt, parse } from './syntax.ts'

const modules = /^(node:)?(http|https|http2|net|tls|dgram|undici)$/
/** In a browser's page the panel has one file for each way out; the widget is small enough to look after itself. */
const browser = /^src\/(channels\/web\/widget\/|http\/panel\/(api|live)\.ts$)/
const allowed = /^src\/(egress(-[a-z]+)?|simulator\/caller)\.ts$/

export function networkViolations(files: readonly ProjectFile[]): readonly Violation[] {
  return files
    .filter(({ path }) => !allowed.test(path) && !browser.test(path))
    .flatMap((file) => [
      ...importsOf(file)
        .filter(({ specifier }) => modules.test(specifier))
        .map(({ specifier }) => ({ path: file.path, what: `imports ${specifier}, which egress alone may` })),
      ...callsOut(file),
    ])
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Calls of what the runtime gives for nothing: `fetch`, `Bun.connect`, `new WebSocket`, `new EventSource`. */
function callsOut(file: ProjectFile): readonly Violation[] {
  const found: { readonly at: number; readonly call: string }[] = []
  const handed: Span[] = []
  const callee = (node: Span): string => file.text.slice(node.start, node.end)
  const enter = (node: Span & { readonly params: readonly Span[] }): void => {
    if (node.params.some((param) => /\bfetch\b/.test(callee(param)))) handed.push(node)
  }
  const visitor = new Visitor({
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    ArrowFunctionExpression: enter,
    CallExpression: (node) => {
      const name = callee(node.callee)
      if (/^(globalThis\.|Bun\.)?fetch$|^Bun\.(connect|udpSocket)$/.test(name))
        found.push({ at: node.start, call: `${name}(…)` })
    },
    NewExpression: (node) => {
      const name = callee(node.callee)
      if (/^(WebSocket|EventSource)$/.test(name)) found.push({ at: node.start, call: `new ${name}(…)` })
    },
  })
  visitor.visit(parse(file).program)
  // A function that is handed its own `fetch` uses that one.
  const own = (at: number): boolean => handed.some(({ start, end }) => start <= at && at < end)
  return found
    .filter(({ at, call }) => call !== 'fetch(…)' || !own(at))
    .map(({ at, call }) => ({ path: file.path, what: `line ${lineAt(file, at)} says ${call}, past egress` }))
}

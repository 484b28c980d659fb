// Who may open a connection? Outgoing calls leave through egress alone, and through the simulator, which stands outside.
import { Visitor } from 'oxc-parser'
import type { ProjectFile, Violation } from './project.ts'
import { importsOf, lineAt, parse } from './syntax.ts'

const modules = /^(node:)?(http|https|http2|net|tls|dgram|undici)$/
const allowed = /^src\/(egress(-[a-z]+)?|simulator\/caller)\.ts$/

export function networkViolations(files: readonly ProjectFile[]): readonly Violation[] {
  return files
    .filter(({ path }) => !allowed.test(path) && !path.startsWith('src/channels/web/widget/'))
    .flatMap((file) => [
      ...importsOf(file)
        .filter(({ specifier }) => modules.test(specifier))
        .map(({ specifier }) => ({ path: file.path, what: `imports ${specifier}, which egress alone may` })),
      ...callsOut(file),
    ])
}

/** Calls of what the runtime gives for nothing: `fetch`, `Bun.connect`, `new WebSocket`, `new EventSource`. */
function callsOut(file: ProjectFile): readonly Violation[] {
  const found: Violation[] = []
  const add = (node: { readonly start: number }, call: string): void => {
    found.push({ path: file.path, what: `line ${lineAt(file, node.start)} says ${call}, past egress` })
  }
  const visitor = new Visitor({
    CallExpression: (node) => {
      const callee = file.text.slice(node.callee.start, node.callee.end)
      if (/^(globalThis\.|Bun\.)?fetch$|^Bun\.(connect|udpSocket)$/.test(callee)) add(node, `${callee}(…)`)
    },
    NewExpression: (node) => {
      const callee = file.text.slice(node.callee.start, node.callee.end)
      if (/^(WebSocket|EventSource)$/.test(callee)) add(node, `new ${callee}(…)`)
    },
  })
  visitor.visit(parse(file).program)
  return found
}

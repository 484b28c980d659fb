// Who may open a connection? Outgoing calls leave through egress alone, and through the simulator, which stands outside.
import type { ProjectFile, Violation } from './project.ts'
import { codeText, importsOf, lineAt } from './syntax.ts'

const modules = /^(node:)?(http|https|http2|net|tls|dgram|undici)$/
const allowed = /^src\/(egress(-[a-z]+)?|simulator\/caller)\.ts$/
const runtime = /\bBun\.connect\b|\bnew WebSocket\b|\bnew EventSource\b/g

export function networkViolations(files: readonly ProjectFile[]): readonly Violation[] {
  return files
    .filter(({ path }) => !allowed.test(path) && !path.startsWith('src/channels/web/widget/'))
    .flatMap((file) => [
      ...importsOf(file)
        .filter(({ specifier }) => modules.test(specifier))
        .map(({ specifier }) => ({ path: file.path, what: `imports ${specifier}, which egress alone may` })),
      ...[...codeText(file).matchAll(runtime)].map((match) => ({
        path: file.path,
        what: `line ${lineAt(file, match.index)} says ${match[0]}, which leaves past egress`,
      })),
    ])
}

// Which packs lie in this folder? One at its top, or one for each agent in a folder of its own; files that nobody would read are named.
import type { PackFile } from './ficha.ts'
import type { Place, Report } from './problems.ts'
import { isPart } from './pack.ts'
import { errorAt, noticeAt, suggestion } from './problems.ts'

export interface PackFolder {
  /** Name of the agent's folder; empty for the pack at the top. */
  readonly slug: string
  /** Paths inside the pack; only what is read. */
  readonly files: readonly PackFile[]
}

export const partNames: readonly string[] = ['channels', 'knowledge', 'messages', 'tags', 'tests', 'tools']
const reserved = [...partNames, 'base']

/** Is this a file of a pack, its tests included? */
export function isPackPath(path: string): boolean {
  return isPart(path) || /^tests\/[^/]+\.ya?ml$/.test(path)
}

/** `files`: everything below the prompts folder. Without any `agent.md` there is one pack, at the top. */
export function packFoldersOf(files: readonly PackFile[], report: Report): readonly PackFolder[] {
  const single = files.some(({ path }) => path === 'agent.md')
  const owners = files.flatMap(({ path }) => /^([^/]+)\/agent\.md$/.exec(path)?.[1] ?? [])
  const slugs = owners.filter((name) => !reserved.includes(name))
  for (const name of owners.filter((one) => reserved.includes(one) && (one === 'base' || !single)))
    report(errorAt(startOf(`${name}/agent.md`), `«${name}» no puede ser el nombre de un agente`))
  for (const slug of slugs) {
    const at = startOf(`${slug}/agent.md`)
    if (single)
      report(
        errorAt(at, `hay un agent.md arriba y otro en «${slug}»: deja uno solo, o una carpeta por agente`),
      )
    if (!/^[a-z0-9][a-z0-9-]*$/.test(slug))
      report(errorAt(at, `la carpeta «${slug}» solo puede llevar minúsculas, números y guiones`))
  }
  const folders = single || slugs.length === 0 ? [''] : slugs
  const packs = folders.map((slug) => ({
    slug,
    files: below(files, slug).filter(({ path }) => isPackPath(path)),
  }))
  const read = new Set(packs.flatMap(({ slug, files: own }) => own.map(({ path }) => under(slug, path))))
  for (const { path } of files) if (!read.has(path)) lintUnread(path, slugs, report)
  return packs
}

/** A pack's path as seen from the prompts folder. */
export function under(slug: string, path: string): string {
  return slug === '' ? path : `${slug}/${path}`
}

function below(files: readonly PackFile[], slug: string): readonly PackFile[] {
  if (slug === '') return files
  return files
    .filter(({ path }) => path.startsWith(`${slug}/`))
    .map(({ path, text }) => ({ path: path.slice(slug.length + 1), text }))
}

/** Documents about the pack are nobody's mistake; whatever else lies there was meant to be read. */
function lintUnread(path: string, slugs: readonly string[], report: Report): void {
  const parts = path.split('/')
  const name = parts.at(-1) ?? ''
  if (name === 'agent.md' || /^(readme|license|licencia)\b/i.test(name)) return
  // What a model said once, kept by `prompts test --grabar`.
  if (/(^|\/)tests\/cassettes\/[0-9a-f]{12}\.json$/.test(path)) return
  const [first = ''] = slugs.includes(parts[0] ?? '') ? parts.slice(1) : parts
  const inPart = partNames.includes(first)
  if (!inPart && !/\.(md|ya?ml)$/.test(name)) return
  const ending = first === 'tests' ? '.yaml' : '.md'
  const because = inPart
    ? `en ${first}/ solo cuentan los archivos ${ending}, sin más carpetas`
    : `no está en ninguna carpeta del paquete.${suggestion(first, partNames)}`
  report(noticeAt(startOf(path), `este archivo no se lee: ${because}`))
}

function startOf(file: string): Place {
  return { file, line: 1, column: 1 }
}

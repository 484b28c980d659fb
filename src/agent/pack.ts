// What do these files say? A whole pack, or every reason why it is refused; half a pack does not exist.
import type { ChannelName } from '../model.ts'
import type { PackFile } from './ficha.ts'
import type { AgentFile } from './pack-agent.ts'
import type { ChannelFile, KnowledgeFile } from './pack-knowledge.ts'
import type { TagFile } from './pack-tags.ts'
import type { MessageFile, SystemText, Texts } from './pack-texts.ts'
import type { ToolFile } from './pack-tools.ts'
import type { Place, Problem, Report } from './problems.ts'
import { createHash } from 'node:crypto'
import { openFicha, plainText } from './ficha.ts'
import { placeOf } from './fields.ts'
import { readAgentFile } from './pack-agent.ts'
import { readChannelFile, readKnowledgeFile } from './pack-knowledge.ts'
import { readTagFile, withBuiltIn } from './pack-tags.ts'
import { readMessageFile, readSystemFile } from './pack-texts.ts'
import { readToolFile } from './pack-tools.ts'
import { errorAt, suggestion } from './problems.ts'
import { foldText } from './text.ts'

export interface Pack {
  /** Twelve hex digits over everything but the tests. */
  readonly version: string
  readonly agent: AgentFile
  readonly tags: readonly TagFile[]
  /** What it may look up, with GET alone. */
  readonly tools: readonly ToolFile[]
  readonly documents: readonly KnowledgeFile[]
  readonly channels: Readonly<Partial<Record<ChannelName, ChannelFile>>>
  readonly messages: ReadonlyMap<string, MessageFile>
  readonly texts: Readonly<Record<SystemText, string>>
  /** The engine's own block of the instructions. */
  readonly fixed: string
  /** How a summary is asked for. */
  readonly memo: string
  /** Everything an author wrote, for "does this occur in the pack?". */
  readonly prose: string
}

/** What the engine brings: the texts a pack may leave out. */
export interface Base {
  readonly texts: Readonly<Record<SystemText, string>>
  readonly messages: ReadonlyMap<string, MessageFile>
  /** What every model is told, whatever the author wrote. */
  readonly fixed: string
  /** What it is told when it must sum up. */
  readonly memo: string
}

export interface PackReading {
  /** Null when any problem is an error. */
  readonly pack: Pack | null
  /** What could be read, errors or not. */
  readonly parts: Parts
  readonly problems: readonly Problem[]
}

export interface Parts {
  readonly agent: AgentFile | null
  /** `at`: where the name stands. */
  readonly tags: readonly { readonly at: Place; readonly tag: TagFile }[]
  readonly tools: readonly { readonly at: Place; readonly tool: ToolFile }[]
  readonly documents: readonly KnowledgeFile[]
  readonly channels: Readonly<Partial<Record<ChannelName, ChannelFile>>>
  readonly messages: ReadonlyMap<string, MessageFile>
  readonly texts: Texts
}

const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']
const fileName = /^(tags|tools|knowledge|channels|messages)\/([^/]+)\.md$/

/** Reads every file and reports every problem of every file in one run. Pure. */
export function readPack(files: readonly PackFile[], base: Base): PackReading {
  const problems: Problem[] = []
  const report: Report = (problem) => void problems.push(problem)
  const parts = emptyParts()
  for (const file of [...files].sort(byPath)) readFile(file, parts, report)
  if (!files.some(({ path }) => path === 'agent.md')) {
    report(errorAt({ file: 'agent.md', line: 1, column: 1 }, 'falta agent.md, el archivo principal'))
  }
  const tags = withBuiltIn(parts.tags.map(({ tag }) => tag))
  checkTwins(
    parts.tags.map(({ at, tag }) => ({ at, name: tag.name, what: `la etiqueta «${tag.name}»` })),
    report,
  )
  checkTwins(
    parts.tools.map(({ at, tool }) => ({ at, name: tool.name, what: `la herramienta «${tool.name}»` })),
    report,
  )
  checkReferences(files, parts, tags, base, report)
  const { agent } = parts
  if (agent === null || problems.some(({ level }) => level === 'error'))
    return { pack: null, parts, problems }
  const pack: Pack = {
    version: versionOf(files),
    agent,
    tags,
    tools: parts.tools.map(({ tool }) => tool),
    documents: parts.documents,
    channels: parts.channels,
    messages: new Map([...base.messages, ...parts.messages]),
    texts: { ...base.texts, ...parts.texts },
    fixed: base.fixed,
    memo: base.memo,
    prose: files
      .filter(({ path }) => isPart(path) && !path.startsWith('tools/'))
      .map(({ text }) => plainText(text))
      .join('\n'),
  }
  return { pack, parts, problems }
}

/** sha256 over sorted paths and LF-ended contents, first twelve hex digits; `tests/` does not count. */
export function versionOf(files: readonly PackFile[]): string {
  const hash = createHash('sha256')
  for (const { path, text } of files.filter((file) => isPart(file.path)).sort(byPath)) {
    hash.update(`${path}\0${plainText(text)}\0`)
  }
  return hash.digest('hex').slice(0, 12)
}

interface Pile {
  agent: AgentFile | null
  readonly tags: Parts['tags'][number][]
  readonly tools: Parts['tools'][number][]
  readonly documents: KnowledgeFile[]
  readonly channels: Partial<Record<ChannelName, ChannelFile>>
  readonly messages: Map<string, MessageFile>
  texts: Texts
}

function emptyParts(): Pile {
  return { agent: null, tags: [], tools: [], documents: [], channels: {}, messages: new Map(), texts: {} }
}

/** Does this file make the version? Tests do not. */
export function isPart(path: string): boolean {
  return path === 'agent.md' || fileName.test(path)
}

function readFile(file: PackFile, parts: Pile, report: Report): void {
  if (!isPart(file.path)) return
  const [, folder, name = ''] = fileName.exec(file.path) ?? []
  const ficha = openFicha(file, folder !== 'knowledge', report)
  if (ficha === null) return
  switch (folder) {
    case 'tags':
      parts.tags.push({ at: placeOf(ficha.fields, 'etiqueta'), tag: readTagFile(ficha, report) })
      return
    case 'tools':
      parts.tools.push({ at: placeOf(ficha.fields, 'nombre'), tool: readToolFile(ficha, report) })
      return
    case 'knowledge':
      parts.documents.push(readKnowledgeFile(name, ficha, report))
      return
    case 'channels': {
      const channel = channels.find((one) => one === name)
      if (channel !== undefined) parts.channels[channel] = readChannelFile(ficha, report)
      else {
        const hint = suggestion(name, channels)
        report(errorAt(ficha.fields.at, `no existe el canal «${name}».${hint}`))
      }
      return
    }
    case 'messages':
      if (name === 'sistema') {
        const { texts, handOver } = readSystemFile(ficha, report)
        parts.texts = texts
        if (handOver !== null) parts.messages.set('transferencia', handOver)
      } else parts.messages.set(name, readMessageFile(ficha, report))
      return
    default:
      parts.agent = readAgentFile(ficha, report)
  }
}

interface Named {
  readonly at: Place
  readonly name: string
  readonly what: string
}

function checkTwins(all: readonly Named[], report: Report): void {
  const seen = new Map<string, string>()
  for (const { at, name, what } of all.filter((one) => one.name !== '')) {
    const first = seen.get(foldText(name))
    if (first === undefined) seen.set(foldText(name), at.file)
    else report(errorAt(at, `${what} ya está definida en ${first}`))
  }
}

/** Also of files that cannot be read: what is wrong in them is told where it stands. */
function namesIn(files: readonly PackFile[], folder: string): readonly string[] {
  return files.flatMap(({ path }) => {
    const [, where, name] = fileName.exec(path) ?? []
    return where === folder && name !== undefined && name !== 'sistema' ? [name] : []
  })
}

function checkReferences(
  files: readonly PackFile[],
  parts: Parts,
  tags: readonly TagFile[],
  base: Base,
  report: Report,
): void {
  const documents = namesIn(files, 'knowledge')
  for (const { text, at } of parts.agent?.knowledge ?? []) {
    if (documents.includes(text)) continue
    report(errorAt(at, `no existe knowledge/${text}.md.${suggestion(text, documents)}`))
  }
  const messages = [...namesIn(files, 'messages'), ...parts.messages.keys(), ...base.messages.keys()]
  for (const { message } of tags) {
    if (message === null || messages.includes(message.name)) continue
    const hint = suggestion(message.name, messages)
    report(errorAt(message.at, `no existe messages/${message.name}.md.${hint}`))
  }
}

function byPath(left: PackFile, right: PackFile): number {
  return left.path < right.path ? -1 : left.path > right.path ? 1 : 0
}

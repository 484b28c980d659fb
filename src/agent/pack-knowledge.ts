// What does the business know, and how does it speak on each channel? Reads knowledge/*.md and channels/*.md.
import type { Ficha } from './ficha.ts'
import type { Report } from './problems.ts'
import { openFields } from './fields.ts'

export interface KnowledgeFile {
  /** File name without folder and ending. */
  readonly name: string
  readonly title: string
  readonly category: string
  readonly state: 'activo' | 'borrador' | 'archivado'
  readonly passages: readonly Passage[]
}

/** One `##` section, or what stands before the first of them. */
export interface Passage {
  readonly document: string
  readonly title: string
  readonly text: string
}

export interface ChannelFile {
  readonly maxChars: number | null
  readonly maxBubbles: number | null
  readonly format: 'whatsapp' | 'texto' | 'markdown' | null
  readonly instructions: string
}

export function readKnowledgeFile(name: string, ficha: Ficha, report: Report): KnowledgeFile {
  const fields = openFields(ficha.fields, ['titulo', 'categoria', 'estado'], [], report)
  const heading = /^#[ \t]+(.+)$/m.exec(ficha.body)?.[1]?.trim()
  const title = fields.text('titulo') ?? heading ?? name
  return {
    name,
    title,
    category: fields.text('categoria') ?? 'General',
    state: fields.choice('estado', ['activo', 'borrador', 'archivado']) ?? 'activo',
    passages: passagesOf(name, title, ficha.body),
  }
}

export function readChannelFile(ficha: Ficha, report: Report): ChannelFile {
  const fields = openFields(ficha.fields, ['max_caracteres', 'max_globos', 'formato'], [], report)
  return {
    maxChars: fields.count('max_caracteres', 60, 4096),
    maxBubbles: fields.count('max_globos', 1, 5),
    format: fields.choice('formato', ['whatsapp', 'texto', 'markdown']),
    instructions: ficha.body.trim(),
  }
}

function passagesOf(document: string, title: string, body: string): readonly Passage[] {
  const [intro = '', ...sections] = body.split(/^##[ \t]+/m)
  const before = intro.replace(/^#[ \t]+.+$/m, '').trim()
  const parts = sections.map((section) => {
    const [head = '', ...lines] = section.split('\n')
    return { document, title: head.trim(), text: lines.join('\n').trim() }
  })
  const whole = [{ document, title, text: before }, ...parts]
  return whole.filter(({ text }) => text !== '')
}

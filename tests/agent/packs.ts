// What does a small pack look like in these tests? The files of a good one, and what is said when one of them is another.
import type { PackFile } from '../../src/agent/ficha.ts'
import { openBase } from '../../src/agent/base.ts'
import { lintFolder } from '../../src/agent/lint.ts'
import { formatProblem } from '../../src/agent/problems.ts'

export const base = openBase('prompts/base')

/** Nothing is wrong with it. */
export const good: Readonly<Record<string, string>> = {
  'agent.md': `---
nombre: Lila
negocio: Vivero
idioma: es-MX
---
# Quién eres
Eres Lila.
`,
  'tags/vip.md': `---
etiqueta: Vip
aplica_a: contacto
datos:
  correo: { tipo: email }
reglas:
  - dato: correo
criterios:
  mayoreo: Pide precio de mayoreo para su tienda.
---
`,
  'knowledge/envios.md': `# Envíos
## ¿Cuánto cuesta?
Cuesta $90.
`,
  'messages/hola.md': `---
texto: "Hola, soy {{nombre}}."
---
`,
  'channels/instagram.md': `---
max_globos: 2
---
`,
  'tests/vip.yaml': `nombre: Deja su correo
conversacion:
  - cliente: mi correo es ana@example.com
    espera: { etiquetas: [Vip], datos: { correo: ana@example.com }, usa_conocimiento: envios }
`,
}

/** The good pack with some files put in, changed or (null) taken out. */
export function packWith(changes: Readonly<Record<string, string | null>> = {}): readonly PackFile[] {
  return Object.entries({ ...good, ...changes }).flatMap(([path, text]) =>
    text === null ? [] : [{ path, text }],
  )
}

export function problemsOf(files: readonly PackFile[]): readonly string[] {
  return lintFolder(files, base).problems.map(formatProblem)
}

/** One file of the good pack with a part of it replaced; fails when the part is not there. */
export function edited(path: string, from: string, to: string): Record<string, string> {
  const text = good[path] ?? ''
  if (!text.includes(from)) throw new Error(`${path} does not say ${from}`)
  return { [path]: text.replace(from, () => to) }
}

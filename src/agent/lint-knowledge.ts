// Can the agent use these documents as they are? Sections to find, a state that is read, and no orders to the model.
import type { PackFile } from './ficha.ts'
import type { Subject } from './lint-subject.ts'
import type { Report } from './problems.ts'
import { plainText } from './ficha.ts'
import { noticeAt } from './problems.ts'
import { fold } from './text.ts'

/** In folded text. Whatever tells a reader to ignore, forget or become something speaks to a model, not to a customer. */
const orders = [
  /\b(?:ignora|ignore|ignorar|olvida|olvidate de|omite|desobedece|no obedezcas|haz caso omiso de|forget|disregard)\b[^.\n]{0,40}?\b(?:instruccion(?:es)?|reglas?|indicacion(?:es)?|ordenes|anterior(?:es)?|instructions?|rules|previous|prompt|instrucoes|regras)\b/g,
  /\b(?:ignora|ignore|olvida|forget|disregard) (?:todo|todas?|all|tudo)\b/g,
  /\b(?:a partir de ahora|desde ahora|from now on|a partir de agora),? (?:eres|actua|responde|you|voce|seras)\b/g,
  /\b(?:eres|actua como|you are|act as|finge ser) (?:un|una|an|a) (?:asistente|ia|inteligencia|modelo|bot|ai|assistant|language)\b/g,
  /\b(?:system prompt|prompt del sistema|instrucciones del sistema)\b/g,
]

export function lintKnowledge({ files, fichas, parts }: Subject, report: Report): void {
  for (const file of files.filter(({ path }) => path.startsWith('knowledge/'))) {
    lintOrders(file, report)
    const body = fichas.get(file.path)?.body
    if (body === undefined || /^##[ \t]+\S/m.test(body)) continue
    const at = { file: file.path, line: 1, column: 1 }
    report(noticeAt(at, 'no tiene ninguna sección «## …»: cada pregunta con su respuesta lleva la suya'))
  }
  const states = new Map(parts.documents.map(({ name, state }) => [name, state]))
  for (const { text, at } of parts.agent?.knowledge ?? []) {
    const state = states.get(text) ?? 'activo'
    if (state !== 'activo') report(noticeAt(at, `knowledge/${text}.md está en ${state}: el agente no lo lee`))
  }
}

function lintOrders(file: PackFile, report: Report): void {
  plainText(file.text)
    .split('\n')
    .forEach((line, index) => {
      const folded = fold(line)
      const starts = orders.flatMap((order) => [...folded.text.matchAll(order)].map((match) => match.index))
      if (starts.length === 0) return
      const column = (folded.at[Math.min(...starts)] ?? 0) + 1
      const at = { file: file.path, line: index + 1, column }
      report(noticeAt(at, 'parece una orden para el modelo; aquí van datos del negocio, no instrucciones'))
    })
}

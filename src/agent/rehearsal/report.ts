// What is an author told about the tests? One line for what went well; step, expectation, result and events for what did not.
import type { Answer } from '../../events.ts'
import type { TestStep } from '../pack-tests.ts'
import type { Outcome } from './outcome.ts'
import type { Played } from './play.ts'
import { timeOfDay } from './moments.ts'
import { sourcesOf } from './outcome.ts'

/** `folder` stands before the names of the files, so that they can be clicked. */
export function reportOf(played: Played, zone: string, folder: string): readonly string[] {
  const { test, failed } = played
  if (failed === null) return [`✓ ${test.name}`]
  const { at } = failed.step
  return [
    `✗ ${test.name}`,
    `    ${folder}${at.file}:${at.line}:${at.column}: paso ${failed.number}, ${deedOf(failed.step)}`,
    ...failed.misses.flatMap(({ key, expected, got }) => [
      `      ${key}`,
      `        se esperaba  ${expected}`,
      `        y fue        ${got.replaceAll('\n', '\n                     ')}`,
    ]),
    '    lo que pasó en ese paso:',
    ...eventsOf(failed.outcome, zone).map((line) => `      ${line}`),
  ]
}

export function deedOf(step: TestStep): string {
  switch (step.kind) {
    case 'customer':
      return `cliente: ${step.texts.map((text) => `«${text}»`).join(' ')}`
    case 'person':
      return `humano: «${step.text}»`
    case 'release':
      return 'devolver'
    case 'silence':
      return 'silenciar'
    case 'pass':
      return `pasan ${Math.round(step.ms / 60_000)} min`
  }
}

/** Everything that happened in a step, in the order in which one asks for it. */
export function eventsOf(outcome: Outcome, zone: string): readonly string[] {
  const spoken = [
    ...outcome.heard.map(({ at, text }) => ({ at, who: 'cliente', text })),
    ...outcome.said.map(({ at, author, text }) => ({
      at,
      who: author === 'agent' ? 'agente' : 'humano',
      text,
    })),
  ].sort((left, right) => left.at - right.at)
  const data = Object.entries(outcome.data).map(([id, value]) => `${id}: ${value}`)
  const used = sourcesOf(outcome)
  return [
    ...spoken.map(({ at, who, text }) => `${timeOfDay(at, zone)}  ${who}  «${text.replaceAll('\n', ' ⏎ ')}»`),
    ...outcome.answers.flatMap(({ answer }) => answerLines(answer)),
    ...(used.length === 0 ? [] : [`conocimiento  ${used.join(' · ')}`]),
    `etiquetas  ${outcome.tags.join(', ') || 'ninguna'}`,
    ...(data.length === 0 ? [] : [`datos  ${data.join(', ')}`]),
    ...(outcome.quiet === null ? [] : [`el agente calla  (${outcome.quiet})`]),
    ...outcome.trouble.map((text) => `contratiempo  ${text}`),
  ]
}

/** Why an answer is what it is. */
function answerLines({ by, usage, findings, rejected, trace, because, failure }: Answer): readonly string[] {
  const tokens = usage.inputTokens + usage.outputTokens
  return [
    `modelo  ${by.model}, ${usage.requests} llamadas, ${tokens} tokens · paquete ${by.prompt}`,
    ...(because === undefined ? [] : [`de dónde  ${because}`]),
    ...(failure === undefined ? [] : [`falla  ${failure}`]),
    ...findings.map(
      ({ tag, actor, because: motive, quote }) => `etiqueta + ${tag}  por ${actor} (${motive}): «${quote}»`,
    ),
    ...rejected.map(({ tag, because: motive, quote }) => `rechazada  ${tag} (${motive}): «${quote}»`),
    ...(trace?.dropped ?? []).map(({ text, because: lock }) => `no salió (${lock})  «${text}»`),
    ...(trace?.calls ?? []).map(
      ({ model, outcome, ms }) => `llamada  ${model}: ${outcome}, ${Math.round(ms)} ms`,
    ),
    ...(trace?.tools ?? []).map(({ name, outcome }) => `herramienta  ${name}: ${outcome}`),
  ]
}

// What is wrong in an author's file, and where? One shape for every complaint, in the clickable form file:line:col.

import type { PackProblem } from './prompts.ts'

export type Problem = PackProblem

/** Where a complaint is laid down while files are read. */
export type Report = (problem: Problem) => void

export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

export function errorAt(place: Place, message: string): Problem {
  return { file: place.file, line: place.line, column: place.column, level: 'error', message }
}

/** Something an author should know, which stops nothing. */
export function noticeAt(place: Place, message: string): Problem {
  return { ...errorAt(place, message), level: 'aviso' }
}

export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.level}: ${problem.message}`
}

/** ` ¿Quisiste decir «x»?` with the nearest candidate, or nothing when none is near. */
export function suggestion(word: string, candidates: Iterable<string>): string {
  const near = nearest(word, candidates)
  return near === null ? '' : ` ¿Quisiste decir «${near}»?`
}

/** The candidate with the smallest edit distance, at most a third of the word (or 2); null when none is so near. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const far = Math.max(2, Math.floor(word.length / 3))
  let best: { readonly candidate: string; readonly distance: number } | null = null
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate)
    if (distance <= far && (best === null || distance < best.distance)) best = { candidate, distance }
  }
  return best?.candidate ?? null
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row[right.length] ?? 0
}

// How is a request body checked, and what is said about it? Small zod pieces with Meta's limits, and the first problem as Meta words it.
import type { Problem } from './problems.ts'
import { z } from 'zod'

/** Lengths count code points. */
export function text(max: number, min = 0): z.ZodType<string> {
  return z
    .string()
    .refine((value) => [...value].length <= max, `must be at most ${max} characters long`)
    .refine((value) => [...value].length >= min, `must be at least ${min} characters long`)
}

export function bytes(max: number): z.ZodType<string> {
  return z.string().refine((value) => Buffer.byteLength(value) <= max, `must be at most ${max} bytes long`)
}

export const link = z.string().regex(/^https?:\/\//, 'is not a valid URI')
export const anything = z.looseObject({})

/** Rules are named by the path without indices: `interactive.action.buttons: at most 3`. */
export function firstProblem(error: z.ZodError): { readonly problem: Problem; readonly rule: string } {
  const issue = deepest(error.issues)
  const path = issue.path.map(String)
  const name = path.filter((part) => !/^\d+$/.test(part)).join('.')
  const param = path.length < 2 ? path.join('') : `${path[0]}[${path.slice(1).join('][')}]`
  const missing = issue.code === 'invalid_type' && issue.input === undefined
  if (issue.code === 'unrecognized_keys') {
    const details = `Unexpected key "${issue.keys[0] ?? ''}" on param "${param}".`
    return { problem: { code: 100, details }, rule: `${name}: unexpected key ${issue.keys[0] ?? ''}` }
  }
  if (missing && path.length === 1) {
    const message = `(#100) The parameter ${param} is required.`
    return { problem: { code: 100, message }, rule: `${name}: required` }
  }
  if (missing)
    return {
      problem: { code: 131008, details: `Required parameter ${param} is missing.` },
      rule: `${name}: required`,
    }
  return {
    problem: { code: 131009, details: `Param ${param} ${issue.message}` },
    rule: `${name}: ${issue.message}`,
  }
}

type Issue = z.core.$ZodIssue

/** Of a union the branch that came furthest is the one that was meant. */
function deepest(issues: readonly Issue[]): Issue {
  const first = issues[0]
  if (first === undefined) return { code: 'custom', path: [], message: 'is not valid', input: undefined }
  if (first.code !== 'invalid_union') return first
  const branches = first.errors.map((branch) => deepest(branch))
  const best = branches.toSorted((a, b) => b.path.length - a.path.length)[0]
  return best === undefined ? first : { ...best, path: [...first.path, ...best.path] }
}

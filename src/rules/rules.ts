// What is the store handed? The rules, as one value.
import type { Rules } from '../actions.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import { whyQuiet } from './quiet.ts'
import { windowClosesAt } from './window.ts'

export function createRules(): Rules {
  return { decide, evolve, whyQuiet, windowClosesAt }
}

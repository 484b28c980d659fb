// Which words does the panel say in this language?
import type { Words } from './es-MX.ts'
import { words as spanish } from './es-MX.ts'

export const words: Words = { ...spanish, language: 'en' }

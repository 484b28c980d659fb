// In which language does the panel speak? The only door to its words: one language is loaded, and everybody reads it here.
import type { Speller } from './time.ts'
import type { Words } from './words/es-MX.ts'
import { createContext, use } from 'react'
import { createSpeller } from './time.ts'
import { languages } from './words/languages.ts'

export type Language = 'es-MX' | 'en' | 'pt-BR'
export type { Words }

export interface Speech {
  readonly words: Words
  readonly spell: Speller
}

const place = 'relevo.language'
const SpeechContext = createContext<Speech | null>(null)

export const SpeechProvider = SpeechContext.Provider

/** The one chosen in this browser, else the browser's own if we speak it, else Spanish. */
export function languageHere(): Language {
  const wanted = [localStorage.getItem(place) ?? '', ...navigator.languages]
  for (const want of wanted) {
    const [family = ''] = want.split('-')
    const found =
      languages.find(({ code }) => code === want) ?? languages.find(({ code }) => code.startsWith(family))
    if (family !== '' && found !== undefined) return found.code
  }
  return 'es-MX'
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(place, language)
}

export async function loadSpeech(language: Language): Promise<Speech> {
  const { words } = await modules[language]()
  return { words, spell: createSpeller(language, words.days) }
}

export function useSpeech(): Speech {
  const speech = use(SpeechContext)
  if (speech === null) throw new Error('no words above this component')
  return speech
}

export function useWords(): Words {
  return useSpeech().words
}

const modules: Record<Language, () => Promise<{ readonly words: Words }>> = {
  'es-MX': () => import('./words/es-MX.ts'),
  en: () => import('./words/en.ts'),
  'pt-BR': () => import('./words/pt-BR.ts'),
}

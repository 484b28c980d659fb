// Who judges what a table cannot? The promise lock reads each sentence that a person did not write; languages are told by their words.
import type { Desk } from '../desk.ts'
import type { Judges } from './outcome.ts'
import { promises } from '../lock-promise.ts'
import { sentencesIn } from '../sentences.ts'
import { foldText } from '../text.ts'

export function judgesFor(desk: Desk): Judges {
  const { messages, texts } = desk.pack
  const written = [...messages.values()].flatMap(({ open, closed }) => [open, closed])
  const own = [...written, ...Object.values(texts)].flatMap(sentencesOf).map(foldText)
  return {
    // The statistics of languages are heavy: only a test that asks loads them.
    speaks: async (language, text) => (await import('../language.ts')).isIn(language, text),
    promisesIn: (text) =>
      sentencesOf(text).filter((sentence) => !own.includes(foldText(sentence)) && promises(sentence, false)),
    rubric: null,
  }
}

function sentencesOf(text: string): readonly string[] {
  return sentencesIn(text).map((sentence) => sentence.text.trim())
}

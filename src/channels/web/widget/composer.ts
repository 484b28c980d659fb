// How does a visitor write? Enter sends, Shift+Enter breaks the line, and the field grows with its text.
import { words } from './words.ts'

const longest = 4_000
const countFrom = longest * 0.8

export interface ComposerParts {
  readonly form: HTMLFormElement
  readonly field: HTMLTextAreaElement
  readonly button: HTMLButtonElement
  readonly count: HTMLElement
}

export function startComposer(
  { form, field, button, count }: ComposerParts,
  send: (text: string) => void,
): void {
  const fit = (): void => {
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
    button.disabled = field.value.trim() === ''
    count.hidden = field.value.length < countFrom
    count.textContent = count.hidden ? '' : words.left(longest - field.value.length)
  }
  field.addEventListener('input', fit)
  field.addEventListener('keydown', (event) => {
    // An input method uses Enter to finish a word, and a held key is no wish to send again.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    if (!event.repeat) form.requestSubmit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = field.value.trim()
    if (text === '') return
    field.value = ''
    fit()
    field.focus()
    send(text)
  })
  fit()
  if (matchMedia('(hover: hover)').matches) field.focus()
}

// Which quick replies are open? Those of the last message, while nobody has answered it.
import type { VisitorChoice } from '../wire.ts'
import type { Entry } from './thread.ts'
import { element } from './bubble.ts'

export function drawChoices(
  place: HTMLElement,
  entries: readonly Entry[],
  say: (what: { choice: { id: string; label: string } }) => void,
): void {
  const last = entries.at(-1)
  const open = last?.body.kind === 'choices' ? last.body.choices : []
  const key = open.length === 0 ? '' : (last?.key ?? '')
  if (place.dataset['of'] === key) return
  place.dataset['of'] = key
  place.hidden = open.length === 0
  place.replaceChildren(...open.map((choice) => button(choice, say)))
}

function button(
  { id, label, description }: VisitorChoice,
  say: (what: { choice: { id: string; label: string } }) => void,
): HTMLElement {
  const made = element('button', 'choice', label)
  made.type = 'button'
  if (description !== undefined) made.append(element('small', '', description))
  made.addEventListener('click', () => say({ choice: { id, label } }))
  return made
}

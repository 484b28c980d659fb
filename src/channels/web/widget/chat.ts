// What is the page of the site chat? Session, stream, thread and composer, put together over the elements of chat.html.
import type { VisitorPost } from '../wire.ts'
import type { Link } from './page.ts'
import { startComposer } from './composer.ts'
import { createConversation } from './conversation.ts'
import { createMemory } from './memory.ts'
import { createScroller } from './scroller.ts'
import { createView } from './view.ts'
import { drawChoices } from './choices.ts'
import { linkWords } from './words.ts'

function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id)
  if (found instanceof type) return found
  throw new Error(`the page has no ${id}`)
}

function start(): void {
  const older = byId('older', HTMLButtonElement)
  const status = byId('status', HTMLElement)
  const notice = byId('notice', HTMLElement)
  const choices = byId('choices', HTMLElement)
  const typing = byId('typing', HTMLElement)
  const welcome = byId('welcome', HTMLElement)
  const scroller = createScroller(byId('scroller', HTMLElement), byId('newest', HTMLButtonElement))
  const draw = createView(byId('messages', HTMLElement), (key) => conversation.retry(key))

  const conversation = createConversation(createMemory(), {
    onChange(change) {
      scroller.around(change.cause, () => {
        draw(change.entries)
        drawChoices(choices, change.entries, say)
        older.hidden = !change.hasOlder
        welcome.hidden = change.entries.length > 0 || !change.loaded
        typing.hidden = !change.typing
      })
    },
    onLink(link: Link) {
      status.dataset['state'] = link
      status.textContent = linkWords[link]
    },
    onNotice(text) {
      notice.textContent = text
      notice.hidden = text === ''
    },
  })
  const say = (what: { text: string } | { choice: { id: string; label: string } }): void => {
    const post: VisitorPost = { clientId: newId(), ...what }
    conversation.send(post)
  }

  older.addEventListener('click', () => void conversation.loadOlder())
  startComposer(
    {
      form: byId('composer', HTMLFormElement),
      field: byId('text', HTMLTextAreaElement),
      button: byId('send', HTMLButtonElement),
      count: byId('count', HTMLElement),
    },
    (text) => say({ text }),
  )
  void conversation.run(new AbortController().signal)
}

/** `randomUUID` exists on https only; a shop may try this out on its own network. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

start()

// Who does what a key asks for? Whoever is on the page and said that they would; the one who came last.
import type { Command } from './keys.ts'
import { useEffect, useRef } from 'react'
import { commandOf } from './keys.ts'
import { likesHere } from './likes.ts'

type Doer = { readonly current: () => void }

const doers = new Map<Command, Doer[]>()

/** Does `run` while the component is there. */
export function useCommand(command: Command, run: () => void): void {
  const doer = useRef(run)
  doer.current = run
  useEffect(() => {
    doers.set(command, [...(doers.get(command) ?? []), doer])
    return () =>
      void doers.set(
        command,
        (doers.get(command) ?? []).filter((one) => one !== doer),
      )
  }, [command])
}

/** Listens to the keyboard; returns the way to stop. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat || isOverlaid()) return
    const command = commandOf(event, isField(event.target), likesHere().singleKeys)
    const doer = command === null ? undefined : doers.get(command)?.at(-1)
    if (doer === undefined) return
    event.preventDefault()
    doer.current()
  }
  addEventListener('keydown', onKeyDown)
  return () => removeEventListener('keydown', onKeyDown)
}

/** A window or a menu over the page has its own keys. */
function isOverlaid(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  )
}

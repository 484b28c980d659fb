// To what does a message answer? A bar with the quoted words; a click goes there.
import type { ThreadMessage } from '../cache.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { ListWire } from '../../wire.ts'
import { goByClick, linkTo } from '../navigation.ts'
import { lineOf } from '../preview.ts'
import { useWords } from '../words.ts'

export function Quoted({
  message,
  conversation,
}: {
  readonly message: ThreadMessage
  readonly conversation: string
}) {
  const words = useWords()
  const queries = useQueryClient()
  const ref = 'inReplyTo' in message ? message.inReplyTo : undefined
  if (ref === undefined) return null
  const data = queries.getQueryData<{ readonly pages: readonly ListWire<ThreadMessage>[] }>([
    'thread',
    conversation,
  ])
  const quoted = data?.pages.flatMap(({ items }) => items).find((one) => one.ref === ref)
  if (ref.startsWith('story:') || quoted === undefined)
    return (
      <p className="quoted">{ref.startsWith('story:') ? words.bodies.story.shared : words.thread.quoted}</p>
    )
  const there = { screen: 'inbox', open: conversation, at: quoted.id } as const
  return (
    <a className="quoted line" href={linkTo(there)} onClick={goByClick(there, { replace: true })} dir="auto">
      {lineOf(quoted.body, words)}
    </a>
  )
}

// What does a message say? Text as text, with its links; media from the house's own place; everything else in words.
import type { ChannelName } from '../../../model.ts'
import type { AnyBody } from '../preview.ts'
import { useWords } from '../words.ts'
import { Media } from './media.tsx'
import { Text } from './text.tsx'
import { ThingView } from './thing-view.tsx'

export function BodyView({ body, channel }: { readonly body: AnyBody; readonly channel: ChannelName }) {
  const words = useWords()
  switch (body.kind) {
    case 'text':
    case 'note':
      return <Text text={body.text} />
    case 'media':
      return <Media body={body} />
    case 'choice':
      return (
        <p className="text chosen" dir="auto">
          {body.label}
        </p>
      )
    case 'choices':
      return (
        <>
          <Text text={body.text} />
          <ul className="choices">
            {body.choices.map((choice) => (
              <li key={choice.id} dir="auto">
                {choice.label}
              </li>
            ))}
          </ul>
        </>
      )
    case 'erased':
      return <p className="gone">{words.bodies.erased}</p>
    default:
      return <ThingView body={body} channel={channel} />
  }
}

// Why did the agent say it? What it read, which tools it used, which version and model answered, and how long it took.
import type { ThreadMessage } from '../cache.ts'
import { useQuery } from '@tanstack/react-query'
import { Refused } from '../api.ts'
import { readWhy } from '../reads.ts'
import { Bones } from '../ui/controls.tsx'
import { Popover } from '../ui/dialog.tsx'
import { useSpeech } from '../words.ts'

interface WhyProps {
  readonly message: ThreadMessage
  readonly anchor: Element | null
  readonly onClose: () => void
}

export function Why({ message, anchor, onClose }: WhyProps) {
  const { words } = useSpeech()
  const { data, error } = useQuery({
    queryKey: ['why', message.id],
    queryFn: () => readWhy(message.conversationId, message.id),
    retry: false,
  })
  return (
    <Popover anchor={anchor} title={words.why.title} onClose={onClose}>
      {data === undefined && error === null && <Bones rows={3} of="row" />}
      {error !== null && (
        <p className="quiet">
          {error instanceof Refused && error.status === 404 ? words.why.none : words.failed}
        </p>
      )}
      {data !== undefined && <Facts why={data} />}
    </Popover>
  )
}

type WhyData = NonNullable<Awaited<ReturnType<typeof readWhy>>>

function Facts({ why }: { readonly why: WhyData }) {
  const { words, spell } = useSpeech()
  const { trace, by, usage } = why
  return (
    <>
      <h4>{words.why.sources}</h4>
      {trace.passages.length === 0 ? (
        <p className="quiet">{words.why.noSources}</p>
      ) : (
        <ul className="passages">
          {trace.passages.map((passage) => (
            <li key={passage}>
              <Passage passage={passage} />
            </li>
          ))}
        </ul>
      )}
      {trace.tools.length > 0 && (
        <>
          <h4>{words.why.tools}</h4>
          <ul className="passages">
            {trace.tools.map(({ name, outcome, ms }) => (
              <li key={name}>
                <span className="mono">{name}</span>{' '}
                <span className="quiet">{words.why.tool(outcome, ms)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {trace.dropped.length > 0 && (
        <>
          <h4>{words.why.dropped}</h4>
          <ul className="passages">
            {trace.dropped.map(({ text, because }) => (
              <li key={text} dir="auto">
                {text} <span className="quiet">({because})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <dl className="facts small">
        <dt>{words.why.prompt}</dt>
        <dd className="mono">{by.prompt}</dd>
        <dt>{words.why.model}</dt>
        <dd className="mono">{by.model}</dd>
        <dt>{words.why.tokens}</dt>
        <dd>{words.why.tokenCount(spell.number(usage.inputTokens), spell.number(usage.outputTokens))}</dd>
        <dt>{words.why.time}</dt>
        <dd>{words.why.milliseconds(spell.number(trace.ms))}</dd>
      </dl>
    </>
  )
}

/** `document › section`: the document is a file of the knowledge. */
function Passage({ passage }: { readonly passage: string }) {
  const [document = '', section] = passage.split(' › ')
  return <span>{section === undefined ? document : `${document} › ${section}`}</span>
}

// How does a picture, a voice or a document stand in a message? As soon as its bytes are ours; until then, or if never, in words.
import type { Body } from '../../../model.ts'
import type { IconName } from '../ui/icon.tsx'
import { lazy, Suspense, useRef, useState } from 'react'
import { Icon } from '../ui/icon.tsx'
import { useWords } from '../words.ts'
import { Text } from './text.tsx'

const Lightbox = lazy(async () => ({ default: (await import('./lightbox.tsx')).Lightbox }))

type MediaBody = Extract<Body, { kind: 'media' }>

const icons: Record<MediaBody['media'], IconName> = {
  image: 'image',
  audio: 'mic',
  video: 'video',
  document: 'file',
  sticker: 'smile',
}

export function Media({ body }: { readonly body: MediaBody }) {
  const words = useWords()
  const name = body.media === 'audio' && body.voice === true ? words.bodies.voice : words.bodies[body.media]
  return (
    <div className="media">
      {body.file === undefined ? (
        <Missing body={body} name={name} />
      ) : (
        <Shown body={body} file={`/api/media/${body.file}`} name={name} />
      )}
      {body.transcript !== undefined && (
        <p className="transcript" dir="auto">
          <span className="unseen">{words.bodies.transcript}: </span>
          {body.transcript}
        </p>
      )}
      {body.caption !== undefined && body.caption !== '' && <Text text={body.caption} />}
    </div>
  )
}

function Missing({ body, name }: { readonly body: MediaBody; readonly name: string }) {
  const words = useWords()
  return (
    <div className="thing">
      <span className="thing-icon">
        <Icon name={icons[body.media]} size={18} />
      </span>
      <div className="thing-lines">
        <strong>{name}</strong>
        <span>
          {body.lost !== undefined
            ? words.bodies.lost
            : body.ref.startsWith('https:')
              ? (body.filename ?? '')
              : words.bodies.fetching}
        </span>
      </div>
    </div>
  )
}

function Shown({
  body,
  file,
  name,
}: {
  readonly body: MediaBody
  readonly file: string
  readonly name: string
}) {
  const words = useWords()
  switch (body.media) {
    case 'image':
    case 'sticker':
      return <Picture file={file} sticker={body.media === 'sticker'} alt={body.caption || name} />
    case 'audio':
      return <audio className="sound" controls preload="metadata" src={file} aria-label={name} />
    case 'video':
      return <video className="film" controls preload="metadata" src={file} aria-label={name} />
    case 'document':
      return (
        <a className="thing" href={file} download={body.filename ?? true}>
          <span className="thing-icon">
            <Icon name="file" size={18} />
          </span>
          <span className="thing-lines">
            <strong className="line" dir="auto">
              {body.filename ?? name}
            </strong>
            <span>{words.bodies.download}</span>
          </span>
        </a>
      )
  }
}

function Picture({
  file,
  sticker,
  alt,
}: {
  readonly file: string
  readonly sticker: boolean
  readonly alt: string
}) {
  const words = useWords()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        ref={button}
        type="button"
        className={sticker ? 'picture sticker' : 'picture'}
        aria-label={`${words.bodies.openImage}: ${alt}`}
        onClick={() => setOpen(true)}
      >
        <img src={file} alt="" loading="lazy" decoding="async" />
      </button>
      {open && (
        <Suspense>
          <Lightbox file={file} alt={alt} opener={button.current} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

// How is something shown that is neither words nor media? A sign, what it is, and what is known of it.
import type { ReactNode } from 'react'
import type { ChannelName } from '../../../model.ts'
import type { AnyBody } from '../preview.ts'
import { lineOf } from '../preview.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { useWords } from '../words.ts'
import { Text } from './text.tsx'

type ThingBody = Extract<
  AnyBody,
  { kind: 'location' | 'contacts' | 'order' | 'template' | 'unsupported' | 'story' | 'share' }
>

const icons: Record<ThingBody['kind'], IconName> = {
  location: 'pin',
  contacts: 'user',
  order: 'cart',
  template: 'note',
  unsupported: 'help',
  story: 'image',
  share: 'image',
}

export function ThingView({ body, channel }: { readonly body: ThingBody; readonly channel: ChannelName }) {
  const words = useWords()
  const title = body.kind === 'location' ? (body.name ?? words.bodies.location) : lineOf(body, words)
  return (
    <div className="thing">
      <span className="thing-icon">
        <Icon name={icons[body.kind]} size={18} />
      </span>
      <div className="thing-lines">
        <strong dir="auto">{title}</strong>
        <Details body={body} channel={channel} />
      </div>
    </div>
  )
}

function Details({ body, channel }: { readonly body: ThingBody; readonly channel: ChannelName }): ReactNode {
  const words = useWords()
  switch (body.kind) {
    case 'location':
      return (
        <>
          {body.address !== undefined && <span dir="auto">{body.address}</span>}
          <a href={mapLink(body.latitude, body.longitude)} target="_blank" rel="noopener noreferrer">
            {words.bodies.seeMap}
          </a>
        </>
      )
    case 'contacts':
      return body.contacts.map((contact) => (
        <span key={contact.name} dir="auto">
          {[contact.name, ...contact.phones, ...contact.emails].join(' · ')}
        </span>
      ))
    case 'order':
      return (
        <>
          {body.items.map((item) => (
            <span key={item.product} dir="auto">
              {item.quantity} × {item.product}
            </span>
          ))}
          {body.text !== undefined && <Text text={body.text} />}
        </>
      )
    case 'template':
      return <span dir="auto">{body.params.join(' · ')}</span>
    case 'unsupported':
      return <span>{words.bodies.unsupportedBy(words.channels[channel], body.label)}</span>
    case 'story':
    case 'share':
      return <span>{words.bodies.openInApp}</span>
  }
}

function mapLink(latitude: number, longitude: number): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
}

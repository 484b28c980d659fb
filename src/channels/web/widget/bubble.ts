// How does one message look? Text nodes only: nothing that was written becomes markup, and only https links open.
import type { VisitorBody } from '../wire.ts'
import { words } from './words.ts'

const link = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}»”]/g

export function bubble(body: VisitorBody): HTMLElement {
  const bubble = element('div', 'bubble')
  bubble.dir = 'auto'
  switch (body.kind) {
    case 'text':
    case 'choices':
      bubble.append(...linked(body.text))
      break
    case 'choice':
      bubble.append(body.label)
      break
    case 'media':
      bubble.append(...media(body))
      break
    case 'location': {
      const place = `https://www.openstreetmap.org/?mlat=${body.latitude}&mlon=${body.longitude}`
      bubble.append(anchor(place, body.name ?? words.location))
      break
    }
    case 'erased':
      bubble.classList.add('erased')
      bubble.append(words.erased)
  }
  return bubble
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  made.className = className
  if (text !== '') made.textContent = text
  return made
}

function media(body: VisitorBody & { kind: 'media' }): Node[] {
  const caption = body.caption === undefined ? [] : [captionOf(body.caption)]
  const name = body.filename ?? words[body.media]
  if (body.url === null || !body.url.startsWith('https://'))
    return [document.createTextNode(name), ...caption]
  if (body.media === 'image' || body.media === 'sticker') {
    const image = element('img', 'picture')
    image.src = body.url
    image.alt = body.caption ?? words.image
    image.loading = 'lazy'
    image.referrerPolicy = 'no-referrer'
    const opener = anchor(body.url, '')
    opener.append(image)
    return [opener, ...caption]
  }
  if (body.media === 'document') return [anchor(body.url, name), ...caption]
  const player = element(body.media, 'player')
  player.src = body.url
  player.controls = true
  player.preload = 'none'
  return [player, ...caption]
}

function captionOf(text: string): HTMLElement {
  const caption = element('p', 'caption')
  caption.append(...linked(text))
  return caption
}

function linked(text: string): (string | Node)[] {
  const parts: (string | Node)[] = []
  let done = 0
  for (const { 0: url, index } of text.matchAll(link)) {
    parts.push(text.slice(done, index), anchor(url, url))
    done = index + url.length
  }
  return [...parts, text.slice(done)]
}

function anchor(url: string, text: string): HTMLAnchorElement {
  const made = element('a', 'link', text)
  made.href = url
  made.target = '_blank'
  made.rel = 'noopener noreferrer nofollow'
  return made
}

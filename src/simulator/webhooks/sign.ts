// What exactly leaves Meta, byte for byte, and how is it signed? Slashes and unicode are escaped before the HMAC is made.
// Source: Messenger Platform, validating payloads; captured bodies arrive escaped.
import type { MetaChannel } from '../world.ts'
import type { Payload } from './dialect.ts'
import { createHmac } from 'node:crypto'

export function written(channel: MetaChannel, payload: Payload): string {
  const json = JSON.stringify(payload).replaceAll('/', '\\/')
  return channel === 'whatsapp' ? json : escaped(json)
}

export function signature(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/** `é` becomes `\u00e9`: each UTF-16 unit beyond ASCII, in lowercase hex. */
function escaped(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

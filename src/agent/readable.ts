// Is there something in this message that a model could answer? What is empty, unreadable, or settled by a text of the pack is not
// worth a request.
import type { Body } from '../model.ts'
import { isStart } from './no-model-reply.ts'
import { textOf } from './spoken.ts'

export function isForModel(body: Body): boolean {
  switch (body.kind) {
    case 'erased':
    case 'unsupported':
    case 'order':
      return false
    case 'choice':
      return !isStart(body)
    case 'media':
      return body.media !== 'audio' || textOf(body).trim() !== ''
    case 'text':
      return body.text.trim() !== ''
    default:
      return true
  }
}

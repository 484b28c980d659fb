// Whose receipt is this? Every send carries a key that comes back in its receipts; a short HMAC makes it ours alone.
// WhatsApp: biz_opaque_callback_data (at most 512 characters); Messenger: message.metadata, returned in the echo.
import type { MessageId } from './model.ts'

export interface SendKeys {
  /** `"<message id>.<attempt>.<8 hex of an HMAC-SHA256>"`. */
  sign(id: MessageId, attempt: number): string
  isOurs(key: string): boolean
}

export function createSendKeys(secret: string): SendKeys {
  const mac = (text: string): string =>
    new Bun.CryptoHasher('sha256', secret).update(text).digest('hex').slice(0, 8)
  return {
    sign: (id, attempt) => `${id}.${attempt}.${mac(`${id}.${attempt}`)}`,
    isOurs: (key) => {
      const dot = key.lastIndexOf('.')
      return dot > 0 && mac(key.slice(0, dot)) === key.slice(dot + 1)
    },
  }
}

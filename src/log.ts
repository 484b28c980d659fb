// What does the house say about itself? One function for each business event; ids only, never a body, a phone number or a secret.
import pino from 'pino'
import type { ChannelName, ConversationId, MessageId, QuietReason } from './model.ts'

export interface Log {
  listening(url: string, channels: readonly string[]): void
  stopped(): void
  /** The door could not promise: 503. */
  deliveryRefused(channel: ChannelName, because: string): void
  signatureRefused(channel: ChannelName): void
  quarantined(channel: ChannelName, seq: number, because: string): void
  backlog(ageMs: number, waiting: number): void
  turnAnswered(id: ConversationId, model: string, bubbles: number, ms: number): void
  turnDropped(id: ConversationId, because: QuietReason | 'aborted' | 'failed', detail?: string): void
  sendAccepted(id: MessageId, channel: ChannelName, ms: number): void
  sendFailed(id: MessageId, channel: ChannelName, because: string, detail: string): void
  sendUnknown(id: MessageId, channel: ChannelName, detail: string): void
  jobFailed(kind: string, id: ConversationId, because: string): void
  packProblem(problem: string): void
  /** Another version answers from now on. */
  packLoaded(pack: string, version: string, source: string): void
  /** One request to a model that failed; `status` is null when no answer came. */
  modelFailed(model: string, attempt: number, kind: string, status: number | null, ms: number): void
  /** A worker's loop threw and goes on. */
  workerFailed(worker: string, error: unknown): void
  request(method: string, path: string, status: number, ms: number): void
  requestFailed(method: string, path: string, error: unknown): void
}

export interface LogOptions {
  readonly level: string
  /** Where the lines go; standard output when absent. */
  readonly write?: (line: string) => void
}

export function createLog(options: LogOptions): Log {
  const stream =
    options.write === undefined ? pino.destination({ fd: 1, sync: true }) : { write: options.write }
  const log = pino({ level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream)
  return {
    listening: (url, channels) => log.info({ url, channels }, 'listening'),
    stopped: () => log.info('stopped'),
    deliveryRefused: (channel, because) => log.warn({ channel, because }, 'delivery refused'),
    signatureRefused: (channel) => log.warn({ channel }, 'signature refused'),
    quarantined: (channel, seq, because) => log.warn({ channel, seq, because }, 'quarantined'),
    backlog: (ageMs, waiting) => log.warn({ ageMs, waiting }, 'backlog'),
    turnAnswered: (conversation, model, bubbles, ms) =>
      log.info({ conversation, model, bubbles, ms }, 'turn answered'),
    turnDropped: (conversation, because, detail) =>
      log.info({ conversation, because, detail }, 'turn dropped'),
    sendAccepted: (message, channel, ms) => log.info({ message, channel, ms }, 'send accepted'),
    sendFailed: (message, channel, because, detail) =>
      log.warn({ message, channel, because, detail }, 'send failed'),
    sendUnknown: (message, channel, detail) => log.warn({ message, channel, detail }, 'send unknown'),
    jobFailed: (kind, conversation, because) => log.warn({ kind, conversation, because }, 'job failed'),
    modelFailed: (model, attempt, kind, status, ms) =>
      log.warn({ model, attempt, kind, status, ms }, 'model failed'),
    packProblem: (problem) => log.warn({ problem }, 'pack problem'),
    packLoaded: (pack, version, source) => log.info({ pack, version, source }, 'pack loaded'),
    workerFailed: (worker, error) => log.error({ worker, err: error }, 'worker failed'),
    request: (method, path, status, ms) => log.debug({ method, path, status, ms }, 'request'),
    requestFailed: (method, path, error) => log.error({ method, path, err: error }, 'request failed'),
  }
}

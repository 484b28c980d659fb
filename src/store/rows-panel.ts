// How does a row of the panel become a word of its contract, and back? The only file that trusts what those columns say.
import type { ConversationId, Instant, MessageId, OperatorId } from '../model.ts'
import type { Credentials, Language, Operator, Role } from './operators.ts'
import type { Actor, Draft, DraftKind, HistoryEntry, HistoryType, NoteView } from './panel.ts'
import type { Person } from './store.ts'

export interface OperatorRow {
  id: number
  public: OperatorId
  name: string
  email: string
  role: Role
  language: Language
  password: string
  disabled: number
  totp: string | null
}

export function toOperator(row: OperatorRow): Operator {
  return {
    id: row.public,
    name: row.name,
    email: row.email,
    role: row.role,
    language: row.language,
    disabled: row.disabled === 1,
    totp: row.totp !== null,
  }
}

export function toCredentials(row: OperatorRow): Credentials {
  return { operator: toOperator(row), passwordHash: row.password, totpSecret: row.totp }
}

/** Someone without a row is a program, or was never an operator here. */
export function toPerson(id: OperatorId, name: string | null): Person {
  return { id, name: name ?? (id === 'opr_api' ? 'API' : id) }
}

export interface NoteRow {
  id: number
  public: MessageId
  conversation_public: ConversationId
  after: number
  by: OperatorId
  by_name: string | null
  at: Instant
  text: string
  client_id: string
}

export function toNote(row: NoteRow): NoteView {
  return {
    id: row.public,
    conversationId: row.conversation_public,
    by: toPerson(row.by, row.by_name),
    text: row.text,
    at: row.at,
    clientId: row.client_id,
  }
}

export interface DraftRow {
  conversation: ConversationId
  kind: DraftKind
  text: string
  at: Instant
}

export function toDraft({ conversation, kind, text, at }: DraftRow): Draft {
  return { conversation, kind, text, at }
}

export interface HistoryRow {
  id: number
  at: Instant
  tag: string
  what: string
  actor: string
  actor_name: string | null
  because: string | null
  criterion: string | null
  quote: string | null
  message: MessageId | null
  prompt: string | null
  engine: string | null
  model: string | null
  until: Instant | null
}

export function toHistory(row: HistoryRow): HistoryEntry {
  const { because, criterion, quote, message, prompt, engine, model } = row
  const type = (row.what.includes('.') ? row.what : `tag.${row.what}`) as HistoryType
  return {
    id: row.id,
    at: row.at,
    type,
    by: toActor(row.actor, row.actor_name),
    ...(row.tag === '' ? {} : { tag: row.tag }),
    ...(because === null ? {} : { because }),
    ...(criterion === null ? {} : { criterion }),
    ...(quote === null || quote === '' ? {} : { quote }),
    ...(message === null ? {} : { message }),
    ...(type === 'silence.set' ? { until: row.until } : {}),
    ...(prompt === null || engine === null || model === null ? {} : { versions: { prompt, engine, model } }),
  }
}

function toActor(actor: string, name: string | null): Actor {
  if (actor === 'device' || actor === 'tag' || actor === 'time') return { kind: actor }
  const found = /^(rule|model|system):(.*)$/.exec(actor)
  if (found !== null) return { kind: found[1] as 'rule' | 'model' | 'system', name: found[2] ?? '' }
  return { kind: 'operator', ...toPerson(actor as OperatorId, name) }
}

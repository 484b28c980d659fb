// What does a person see of a conversation? Its row, its tags, and the rules' own word on why the agent is quiet.
import type { Database } from 'bun:sqlite'
import type { Rules } from '../../actions.ts'
import type { ChannelName, ConversationId, Instant } from '../../model.ts'
import type { Traits } from '../../state.ts'
import { type ConversationRow, toState } from '../rows.ts'
import type { ConversationView, TagView } from '../store.ts'
import { controlOf, createAgentViews, createPeople } from './control.ts'
import { conversationColumns } from './held.ts'
import type { TagBook } from './tag-book.ts'

export interface Views {
  /** In the order of `ids`; unknown ones are left out. */
  byIds(ids: readonly number[], now: Instant): readonly ConversationView[]
  byPublic(id: ConversationId, now: Instant): ConversationView | null
}

export function createViews(parts: {
  readonly db: Database
  readonly rules: Rules
  readonly traits: Readonly<Record<ChannelName, Traits>>
  readonly book: TagBook
}): Views {
  const { db, rules, traits, book } = parts
  const row = db.prepare<ConversationRow, [number]>(`SELECT ${conversationColumns} WHERE c.id = +?`)
  const idOf = db.prepare<{ id: number }, [string]>('SELECT id FROM conversation WHERE public = +?')
  const links = db.prepare<{ tag: number; automatic: number }, [number]>(
    'SELECT tag, automatic FROM tag_link WHERE conversation = +?',
  )

  function tagsOf(id: number): readonly TagView[] {
    return links.all(id).flatMap(({ tag, automatic }) => {
      const known = book.byId(tag)
      return known === null ? [] : [{ id: known.public, name: known.name, automatic: automatic === 1 }]
    })
  }

  const person = createPeople(db)
  const agentOf = createAgentViews(db)

  function view(id: number, now: Instant): ConversationView | null {
    const found = row.get(id)
    if (found === null) return null
    const tags = tagsOf(id)
    const state = toState(
      found,
      traits[found.channel],
      tags.map((tag) => tag.name),
    )
    const { preview_author: author, preview_text: text } = found
    return {
      id: found.public,
      channel: found.channel,
      account: found.account_name,
      contact: { id: found.contact_public, name: found.contact_name, address: found.display },
      lastMessageAt: found.preview_seq === 0 ? null : found.last_at,
      lastInboundAt: found.last_inbound_at,
      windowClosesAt: rules.windowClosesAt(state),
      whyQuiet: rules.whyQuiet(state, now),
      control: controlOf(state, person, now),
      agent: agentOf(found, state),
      unread: found.unread,
      preview: author === null ? null : { author, text: text ?? '' },
      tags,
    }
  }

  return {
    byIds: (ids, now) => ids.flatMap((id) => view(id, now) ?? []),
    byPublic: (id, now) => {
      const found = idOf.get(id)
      return found === null ? null : view(found.id, now)
    },
  }
}

// Whose name is this? Every name of a contact on an account leads to one conversation; a name never changes its owner.
import type { Database } from 'bun:sqlite'

export interface Names {
  owner(account: number, name: string): number | null
  /** Gives the name to a conversation unless another one owns it. */
  give(account: number, name: string, conversation: number): void
  /** After a rollback not even what was read is certain. */
  forget(): void
}

/** So many are known by heart. */
const most = 50_000

export function createNames(db: Database): Names {
  const select = db.prepare<{ conversation: number }, [number, string]>(
    'SELECT conversation FROM alias WHERE account = +? AND name = +?',
  )
  const insert = db.prepare('INSERT INTO alias (account, name, conversation) VALUES (?, ?, ?)')
  const owners = new Map<string, number>()

  function learn(key: string, conversation: number): void {
    if (owners.size >= most) owners.clear()
    owners.set(key, conversation)
  }

  function owner(account: number, name: string): number | null {
    const key = `${account} ${name}`
    const known = owners.get(key)
    if (known !== undefined) return known
    const found = select.get(account, name)
    if (found !== null) learn(key, found.conversation)
    return found?.conversation ?? null
  }

  return {
    owner,
    give: (account, name, conversation) => {
      if (name === '' || owner(account, name) !== null) return
      insert.run(account, name, conversation)
      learn(`${account} ${name}`, conversation)
    },
    forget: () => owners.clear(),
  }
}

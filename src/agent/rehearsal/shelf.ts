// Where do cassettes lie? In one folder, a JSON file for each.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Shelf {
  names(): readonly string[]
  read(name: string): string | null
  write(name: string, text: string): void
}

export function openShelf(dir: string): Shelf {
  const pathOf = (name: string): string => join(dir, `${name}.json`)
  return {
    names: () =>
      existsSync(dir)
        ? readdirSync(dir).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []))
        : [],
    read: (name) => (existsSync(pathOf(name)) ? readFileSync(pathOf(name), 'utf8') : null),
    write: (name, text) => {
      mkdirSync(dir, { recursive: true })
      writeFileSync(pathOf(name), text)
    },
  }
}

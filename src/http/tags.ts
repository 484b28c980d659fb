// Which tags are there? The list, new ones, and the end of one for ever.
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import type { ListWire, TagWire } from './wire.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { HouseError } from '../errors.ts'
import { body } from './body.ts'

const longestName = 40
const newTag = z.strictObject({ name: z.string().trim().min(1).max(longestName) })

/** Mounted under `/api`, behind the key. */
export function tagRoutes(parts: { readonly store: Store; readonly clock: Clock }): Hono {
  const { store, clock } = parts
  const app = new Hono()

  app.get('/tags', async (c) => {
    const list: ListWire<TagWire> = { items: await store.tags(), next: null }
    return c.json(list)
  })
  app.post('/tags', body(newTag), async (c) => {
    const before = await store.tags()
    const tag = await store.createTag(c.req.valid('json').name, clock.now())
    return c.json({ tag }, before.some(({ id }) => id === tag.id) ? 200 : 201)
  })
  app.delete('/tags/:id', async (c) => {
    const known = (await store.tags()).find(({ id }) => id === c.req.param('id'))
    if (known === undefined) throw noTag()
    if (known.builtIn)
      throw new HouseError('conflict', 'Es una etiqueta del sistema: no se puede eliminar.', {
        because: 'built-in',
      })
    if (!(await store.deleteTag(known.id, clock.now()))) throw noTag()
    return c.body(null, 204)
  })
  return app
}

/** The name behind what a path says: a tag's id, or a name in any case and with or without accents. */
export async function tagName(store: Store, text: string): Promise<string> {
  const tags = await store.tags()
  const known = tags.find(({ id }) => id === text) ?? tags.find(({ name }) => alike(name, text))
  if (known !== undefined) return known.name
  if (/^tag_[0-9A-Z]{26}$/.test(text)) throw noTag()
  const name = text.trim()
  if (name === '' || name.length > longestName)
    throw new HouseError('bad-request', `Una etiqueta tiene entre 1 y ${longestName} caracteres.`, {
      because: 'tag',
    })
  return name
}

function alike(a: string, b: string): boolean {
  return fold(a) === fold(b)
}

function fold(text: string): string {
  return text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function noTag(): HouseError {
  return new HouseError('not-found', 'No existe esta etiqueta.', { because: 'unknown-tag' })
}

// How does one teach the agent from afar? What runs, its versions and their differences, pins, and the files one by one.
import type { Context } from 'hono'
import type { ListedVersion } from '../agent/ports.ts'
import type { PackDocument, PackOverview, Prompts, Written } from '../agent/prompts.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { HouseError } from '../errors.ts'
import { body, query } from './body.ts'
import { iso } from './wire.ts'

const longestFile = 60_000
const pinBody = z.strictObject({ hash: z.string().min(1) })
const fileBody = z.strictObject({ text: z.string().max(longestFile) })
const diffQuery = z.object({ a: z.string().min(1), b: z.string().min(1), pack: z.string().optional() })

/** Mounted under `/api`, behind the key. `?pack=` names one of several agents; the first when absent. */
export function promptRoutes(packs: readonly Prompts[]): Hono {
  const app = new Hono()
  const of = (c: Context): Prompts => {
    const name = c.req.query('pack')
    const found = name === undefined ? packs[0] : packs.find(({ pack }) => pack === name)
    if (found === undefined) throw missing('unknown-pack', 'No existe este agente.')
    return found
  }

  app.get('/prompts', (c) => c.json(overviewWire(of(c).overview(), packs)))
  app.get('/prompts/versions', async (c) => {
    const { pinned, running } = of(c).overview()
    const items = (await of(c).versions()).map((one) => versionWire(one, pinned, running))
    return c.json({ items, next: null })
  })
  app.get('/prompts/versions/:hash', async (c) => {
    const files = await of(c).version(c.req.param('hash'))
    if (files === null) throw noVersion()
    return c.json({ files: [...files].map(([path, text]) => ({ path, text })) })
  })
  app.get('/prompts/diff', query(diffQuery), async (c) => {
    const { a, b } = c.req.valid('query')
    const files = await of(c).diff(a, b)
    if (files === null) throw noVersion()
    return c.json({ files })
  })
  app.post('/prompts/pin', body(pinBody), async (c) => {
    if (!(await of(c).pin(c.req.valid('json').hash))) throw noVersion()
    return c.json(overviewWire(of(c).overview(), packs))
  })
  app.delete('/prompts/pin', async (c) => {
    await of(c).unpin()
    return c.json(overviewWire(of(c).overview(), packs))
  })
  app.get('/prompts/files/:path{.+}', (c) => {
    const path = c.req.param('path')
    const file = of(c).read(path)
    if (file === null) throw missing('unknown-file', 'No existe este archivo del paquete.')
    c.header('etag', `"${file.mark}"`)
    return c.json({ path, text: file.text })
  })
  app.put('/prompts/files/:path{.+}', body(fileBody), (c) => {
    const prompts = of(c)
    const path = c.req.param('path')
    const done = prompts.write(path, c.req.valid('json').text, markOf(c))
    if (!done.ok) return refused(c, done)
    c.header('etag', `"${prompts.read(path)?.mark ?? ''}"`)
    return c.json(overviewWire(prompts.overview(), packs))
  })
  return app
}

/** `If-Match: "…"` as the file was read; `If-None-Match: *` when it must be new. */
function markOf(c: Context): string | undefined {
  if (c.req.header('if-none-match') === '*') return ''
  return c.req.header('if-match')?.replaceAll('"', '')
}

const refusals = {
  path: 'Ese archivo no es de un paquete: agent.md, o nombre.md en tags, knowledge, messages, channels o tools.',
  'read-only': 'Este paquete viene dentro de Relevo: copia la carpeta prompts y edítala ahí.',
  changed: 'Alguien cambió el archivo después de que lo abriste. Ábrelo de nuevo.',
  problems: 'El archivo tiene errores; no se guardó.',
} as const

function refused(c: Context, { because, ...more }: Extract<Written, { ok: false }>): Response {
  const code = because === 'path' ? 'bad-request' : 'conflict'
  const error = { code, because, message: refusals[because] }
  return c.json(
    'problems' in more ? { error, problems: more.problems } : { error },
    because === 'path' ? 400 : 409,
  )
}

function overviewWire(
  { since, source, running, documents, ...overview }: PackOverview,
  packs: readonly Prompts[],
) {
  return {
    ...overview,
    packs: packs.map(({ pack }) => pack),
    running: { hash: running, since: iso(since), source },
    documents: grouped(documents),
  }
}

/** By state, what is read first; within it by category. */
function grouped(documents: readonly PackDocument[]) {
  return (['activo', 'borrador', 'archivado'] as const).flatMap((state) => {
    const those = documents.filter((one) => one.state === state)
    const categories = [...new Set(those.map(({ category }) => category))].sort((a, b) =>
      a.localeCompare(b, 'es'),
    )
    return categories.map((category) => ({
      state,
      category,
      items: those
        .filter((one) => one.category === category)
        .map(({ name, title, read, passages }) => ({ name, title, read, passages })),
    }))
  })
}

function versionWire(version: ListedVersion, pinned: string | null, running: string) {
  const { hash, at, firstAt, source, note, turns } = version
  const marks = { running: hash === running, pinned: hash === pinned }
  return { hash, at: iso(at), firstAt: iso(firstAt), source, note, turns, ...marks }
}

function noVersion(): HouseError {
  return missing('unknown-version', 'No existe esta versión, o ya no se puede usar.')
}

function missing(because: string, message: string): HouseError {
  return new HouseError('not-found', message, { because })
}

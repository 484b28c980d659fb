// What is wrong in the files, which versions were there, and how does one go back? The commands of the agent's room, with the
// folder, the memory and the terminal they need.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RestoreErrand } from './agent/commands/rollback.ts'
import type { VersionErrand } from './agent/commands/versions.ts'
import type { Errand } from './house-errand.ts'
import { openBase } from './agent/base.ts'
import { lintCommand } from './agent/commands/lint.ts'
import { restoreCommand, rollbackCommand, unpinCommand } from './agent/commands/rollback.ts'
import { diffCommand, versionsCommand } from './agent/commands/versions.ts'
import { readFolder, readPrompts } from './agent/folder.ts'
import { versionFiles } from './agent/library-disk.ts'
import { packName } from './agent/library.ts'
import { versionOf } from './agent/pack.ts'
import { removePackFile, writePackFile } from './agent/pack-write.ts'
import { systemClock } from './clock.ts'
import { asset } from './house.ts'
import { needsOwnFolder, shownPath } from './house-errand.ts'
import { openVersions } from './store/sqlite/versions.ts'

export async function runLint(errand: Errand): Promise<number> {
  const { asked, terminal, dir } = errand
  return lintCommand({
    read: () => readPrompts(dir),
    base: openBase(asset('prompts/base')),
    shown: (path) => shownPath(errand, path),
    say: terminal.say,
    json: asked.has('json'),
    github: asked.has('github'),
  })
}

export function runVersions(errand: Errand): Promise<number> {
  const json = errand.asked.has('json')
  return withVersions(errand, (parts) => versionsCommand({ ...parts, json }))
}

export function runDiff(errand: Errand): Promise<number> {
  const [from = '', to = ''] = errand.asked.given
  return withVersions(errand, (parts) => diffCommand({ ...parts, from, to }))
}

export function runRollback(errand: Errand): Promise<number> {
  const [hash = ''] = errand.asked.given
  const base = openBase(asset('prompts/base'))
  return withVersions(errand, (parts) => rollbackCommand({ ...parts, hash, base }))
}

export function runUnpin(errand: Errand): Promise<number> {
  return withVersions(errand, unpinCommand)
}

export async function runRestore(errand: Errand): Promise<number> {
  const [hash = ''] = errand.asked.given
  const own = folderOf(errand)
  const put: RestoreErrand['put'] = (path, text) =>
    text === null ? removePackFile(own, path) : writePackFile(own, path, text)
  const write = errand.asked.has('escribir')
  if (write) needsOwnFolder(errand)
  return withVersions(errand, (parts) =>
    restoreCommand({ ...parts, hash, write, put, now: systemClock.now() }),
  )
}

/** Beside a running house too; without a memory nothing is made, and 1 is the answer. */
async function withVersions(errand: Errand, run: (parts: VersionErrand) => Promise<number>): Promise<number> {
  const { asked, terminal, config } = errand
  const path = join(asked.text('datos') ?? config().dataDir, 'app.db')
  if (!existsSync(path)) {
    terminal.complain(`Todavía no hay versiones: ${path} no existe. Se guardan cuando Relevo arranca.`)
    return 1
  }
  const versions = openVersions(path, asset('src/store/sqlite/migrations'))
  try {
    return await run({
      pack: packName(asked.text('agente') ?? ''),
      versions,
      disk: () => {
        const files = readFolder(folderOf(errand))
        return { hash: versionOf(files), files: versionFiles(files) }
      },
      say: terminal.say,
      complain: terminal.complain,
    })
  } finally {
    versions.close()
  }
}

function folderOf({ asked, dir }: Errand): string {
  return join(dir, asked.text('agente') ?? '')
}

// Which room may look into which? The dependency rule as a table, and the check that reads every import against it.
import type { ProjectFile, Violation } from './project.ts'
import { importsOf } from './syntax.ts'

interface Room {
  readonly name: string
  readonly holds: RegExp
  /** Rooms it may import besides itself. */
  readonly values: readonly string[]
  /** Rooms whose types it may import. */
  readonly types?: readonly string[]
  /** Packages and runtime modules it may import; absent: any. */
  readonly packages?: RegExp
}

const contracts = ['channel', 'agent-contract', 'store-contract']
const pure = /^$/

/** The first room that holds a path is its room. */
const rooms: readonly Room[] = [
  { name: 'language', holds: /^src\/(model|state|events|actions)\.ts$/, values: [], packages: pure },
  { name: 'errors', holds: /^src\/errors\.ts$/, values: ['language'], packages: pure },
  { name: 'clock', holds: /^src\/clock\.ts$/, values: ['language'], packages: pure },
  { name: 'points', holds: /^src\/points\.ts$/, values: ['language'], packages: pure },
  { name: 'ids', holds: /^src\/ids\.ts$/, values: ['language'], packages: /^ulid$/ },
  { name: 'send-key', holds: /^src\/send-key\.ts$/, values: ['language'], packages: pure },
  { name: 'log', holds: /^src\/log\.ts$/, values: ['language'], packages: /^pino$/ },
  { name: 'egress', holds: /^src\/egress(-[a-z]+)?\.ts$/, values: ['language', 'errors', 'clock'] },
  { name: 'config', holds: /^src\/config(-[a-z]+)?\.ts$/, values: ['language', 'errors'] },
  { name: 'rules', holds: /^src\/rules\//, values: ['language'], packages: pure },
  { name: 'widget', holds: /^src\/channels\/web\/widget\//, values: [], types: ['channels'], packages: pure },
  { name: 'channel', holds: /^src\/channels\/channel\.ts$/, values: ['language'], packages: pure },
  {
    name: 'channels',
    holds: /^src\/channels\//,
    values: ['channel', 'language', 'errors', 'clock', 'log'],
    types: ['egress', 'ids', 'send-key'],
  },
  {
    name: 'agent-contract',
    holds: /^src\/agent\/(agent|ports|prompts)\.ts$/,
    values: ['language'],
    packages: pure,
  },
  {
    name: 'agent',
    holds: /^src\/agent\//,
    values: ['agent-contract', 'language', 'errors', 'clock', 'log'],
  },
  {
    name: 'store-contract',
    holds: /^src\/store\/(store|inbox|panel|operators)\.ts$/,
    values: ['language'],
    types: ['agent-contract'],
    packages: pure,
  },
  {
    name: 'store',
    holds: /^src\/store\//,
    values: ['store-contract', 'language', 'errors', 'ids', 'points'],
    types: ['agent-contract', 'clock'],
  },
  {
    name: 'pipeline',
    holds: /^src\/(pipeline|workers|sweeper)(\/[a-z-]+)?\.ts$/,
    values: ['language', 'errors', 'clock', 'log', 'points', 'rules'],
    types: [...contracts, 'send-key'],
  },
  {
    name: 'panel',
    holds: /^src\/http\/panel\//,
    values: [],
    types: ['language', 'http'],
    packages: /^(react(-dom\/client)?|@tanstack\/react-(query|virtual)|@base-ui\/react\/[a-z-]+)$/,
  },
  {
    name: 'http',
    holds: /^src\/http\//,
    values: ['language', 'errors', 'clock', 'log', 'points', 'pipeline'],
    types: [...contracts, 'ids', 'channels'],
  },
  { name: 'simulator', holds: /^src\/simulator\//, values: ['language', 'clock'], types: ['channels'] },
  { name: 'house', holds: /^src\/(house|main|dev)(-[a-z]+)?\.ts$/, values: ['*'] },
]

/** The name of the room a path stands in, or null for a place nobody planned. */
export function roomOf(path: string): string | null {
  return rooms.find((room) => room.holds.test(path))?.name ?? null
}

/** Imports that the table does not allow, and files that stand in no room. */
export function importViolations(files: readonly ProjectFile[]): readonly Violation[] {
  return files.flatMap((file) => {
    const room = rooms.find(({ holds }) => holds.test(file.path))
    if (room === undefined) return [{ path: file.path, what: 'stands in no room of the floor plan' }]
    return importsOf(file).flatMap((found) => {
      const because = found.target === null ? whyNotPackage(room, found.specifier) : whyNot(room, found)
      return because === null ? [] : [{ path: file.path, what: because }]
    })
  })
}

function whyNotPackage(room: Room, specifier: string): string | null {
  if (room.packages === undefined || room.packages.test(specifier)) return null
  return `${room.name} may not use the package ${specifier}`
}

function whyNot(
  room: Room,
  found: { readonly target: string | null; readonly typeOnly: boolean },
): string | null {
  const { target, typeOnly } = found
  if (target === null || room.values.includes('*')) return null
  const other = roomOf(target)
  if (other === null) return `${target} stands in no room of the floor plan`
  if (other === room.name || room.values.includes(other)) return null
  if (!room.types?.includes(other)) return `${room.name} may not look into ${other} (${target})`
  return typeOnly ? null : `${room.name} may import only types of ${other} (${target})`
}

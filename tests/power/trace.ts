// What did the child ask of the disk, and when did it promise what? A log of strace, read into events in the order of their completion.
import { basename, dirname } from 'node:path'

export type DiskEvent =
  | { readonly type: 'create'; readonly file: string }
  | { readonly type: 'write'; readonly file: string; readonly offset: number; readonly data: Uint8Array }
  | { readonly type: 'truncate'; readonly file: string; readonly size: number }
  | { readonly type: 'sync-begins'; readonly file: string }
  | { readonly type: 'sync'; readonly file: string }
  | { readonly type: 'sync-folder' }
  | { readonly type: 'unlink'; readonly file: string }
  | { readonly type: 'said'; readonly line: string }

/** What strace has to be called with, so that its log can be read here. */
export const STRACE = [
  '-f',
  '-qq',
  '-xx',
  '-y',
  ...['-s', '1000000'],
  ...['-e', 'trace=openat,pwrite64,ftruncate,fsync,fdatasync,unlink,write'],
]

const CALL = /^\d+ +(\w+)\((.*)\) += (-?\d+)/s
const HEX_STRING = /"((?:\\x[0-9a-f]{2})*)"/g
const PATH_OF_DESCRIPTOR = /^(\d+)<((?:\\x[0-9a-f]{2})*)>/

/**
 * Events on the databases `names` of `folder` and their companions (the shared memory aside: it does not outlive a crash), and what
 * was said. A sync that another thread's writes overlapped begins where strace saw it begin: only what came before is safe.
 */
export function readTrace(log: string, folder: string, names: readonly string[]): readonly DiskEvent[] {
  const unfinished = new Map<string, string>()
  const events: DiskEvent[] = []
  for (const line of log.split('\n')) {
    const pid = line.slice(0, line.indexOf(' '))
    if (line.endsWith('<unfinished ...>')) {
      const begun = line.slice(0, -'<unfinished ...>'.length)
      unfinished.set(pid, begun)
      events.push(...beginningsOf(begun, folder, names))
      continue
    }
    const resumed = / resumed>(.*)$/s.exec(line)
    const whole = resumed === null ? line : `${unfinished.get(pid) ?? ''}${resumed[1] ?? ''}`
    const [, call, args, result] = CALL.exec(whole) ?? []
    if (call === undefined || args === undefined || Number(result) < 0) continue
    events.push(...eventsOf(call, args, folder, names))
  }
  return events
}

function beginningsOf(begun: string, folder: string, names: readonly string[]): readonly DiskEvent[] {
  const [, call, args] = /^\d+ +(fsync|fdatasync)\((.*)$/s.exec(begun) ?? []
  if (call === undefined || args === undefined) return []
  return eventsOf(call, args, folder, names).flatMap((event) =>
    event.type === 'sync' ? [{ type: 'sync-begins', file: event.file }] : [],
  )
}

function eventsOf(
  call: string,
  args: string,
  folder: string,
  names: readonly string[],
): readonly DiskEvent[] {
  const [, descriptor, hexPath] = PATH_OF_DESCRIPTOR.exec(args) ?? []
  const strings = [...args.matchAll(HEX_STRING)].map((match) => unhex(match[1] ?? ''))
  if (call === 'write')
    return descriptor === '1'
      ? text(strings[0])
          .trimEnd()
          .split('\n')
          .map((line) => ({ type: 'said', line }))
      : []
  const named = call === 'openat' || call === 'unlink'
  const target = named ? text(strings[0]) : text(unhex(hexPath ?? ''))
  if (target === folder) return call === 'fsync' || call === 'fdatasync' ? [{ type: 'sync-folder' }] : []
  const file = basename(target)
  const ours = dirname(target) === folder && names.some((name) => file.startsWith(name))
  if (!ours || file.endsWith('-shm')) return []
  if (call === 'openat') return args.includes('O_CREAT') ? [{ type: 'create', file }] : []
  if (call === 'unlink') return [{ type: 'unlink', file }]
  if (call === 'pwrite64')
    return [{ type: 'write', file, data: strings[0] ?? new Uint8Array(), offset: lastNumber(args) }]
  if (call === 'ftruncate') return [{ type: 'truncate', file, size: lastNumber(args) }]
  return [{ type: 'sync', file }]
}

function unhex(escaped: string): Uint8Array {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex')
}

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes ?? new Uint8Array())
}

function lastNumber(args: string): number {
  return Number(args.slice(args.lastIndexOf(',') + 1))
}

// Which key asks for what? Single keys by the letter they type, never by their place, and only outside fields; pure.

export type Command =
  | 'next'
  | 'previous'
  | 'newest'
  | 'back'
  | 'search'
  | 'reply'
  | 'note'
  | 'tags'
  | 'silence'
  | 'release'
  | 'escalated'
  | 'help'
  | `channel ${1 | 2 | 3 | 4 | 5}`

export interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly isComposing: boolean
}

/** In the order in which they are listed for who asks. */
export const keyList: readonly (readonly [key: string, command: Command])[] = [
  ['j', 'next'],
  ['k', 'previous'],
  ['Home', 'newest'],
  ['Escape', 'back'],
  ['/', 'search'],
  ['l', 'escalated'],
  ['r', 'reply'],
  ['n', 'note'],
  ['t', 'tags'],
  ['s', 'silence'],
  ['v', 'release'],
  ['1', 'channel 1'],
  ['2', 'channel 2'],
  ['3', 'channel 3'],
  ['4', 'channel 4'],
  ['5', 'channel 5'],
  ['?', 'help'],
]

const commands = new Map<string, Command>(keyList)

/** `inField`: the key writes. `single`: does the operator want single keys at all? Escape holds everywhere. */
export function commandOf(pressed: Pressed, inField: boolean, single: boolean): Command | null {
  const { key, ctrlKey, altKey, metaKey, isComposing } = pressed
  if (ctrlKey || altKey || metaKey || isComposing) return null
  const command = commands.get(key.length === 1 ? key.toLowerCase() : key) ?? null
  if (command === 'back') return command
  return inField || !single ? null : command
}

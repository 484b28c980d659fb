// What is a command sent out with? Its words, a terminal, the folder of the prompts, and the configuration if it asks for it.
import { join } from 'node:path'
import type { Config } from './config.ts'
import { type Asked, wrong } from './house-words.ts'

/** The terminal a command talks to. */
export interface Terminal {
  say(line: string): void
  complain(line: string): void
  /** What is typed, line by line, until it ends. */
  lines(): AsyncIterable<string>
}

export interface Errand {
  readonly asked: Asked
  readonly terminal: Terminal
  /** The folder of the prompts: the one given, the configured one, or the one inside. */
  readonly dir: string
  /** Before file names in what is said: the folder as it was written. */
  readonly shown: string
  /** The folder is part of the program: nothing can be written there. */
  readonly builtIn: boolean
  readonly config: () => Config
  readonly closing: AbortSignal
}

/** A file of the prompts as it is shown: clickable. */
export function shownPath({ shown }: Pick<Errand, 'shown'>, path: string): string {
  return join(shown, path)
}

/** Throws HouseError `bad-request` where nothing can be written. */
export function needsOwnFolder({ builtIn }: Errand): void {
  if (builtIn)
    throw wrong('este paquete viene dentro del programa y no se puede cambiar: di cuál es tu carpeta')
}

// In which time zone does the business live? The one its pack names; UTC where it names none that exists.
import type { Prompts } from './agent/prompts.ts'

const usual = 'UTC'

/** Asked anew each time: the pack may have changed. */
export function zoneOf(prompts: readonly Prompts[]): string {
  const text = prompts[0]?.read('agent.md')?.text ?? ''
  const named = /^(?:zona_horaria|time_?zone):[ \t]*["']?([\w/+-]+)/m.exec(text)?.[1]
  return named !== undefined && exists(named) ? named : usual
}

function exists(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

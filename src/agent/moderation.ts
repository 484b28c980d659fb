// May these words leave, as the provider's own judge sees it? Asked only where a moderation model is configured; a silent judge
// stops nobody.
import type OpenAI from 'openai'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Meter } from './meter.ts'
import type { ModelFetch } from './ports.ts'
import { readFailure } from './model-failure.ts'

export interface Moderation {
  /** True when the text was flagged. Throws only for the signal. */
  flags(text: string, meter: Meter, signal: AbortSignal): Promise<boolean>
}

export interface ModerationParts {
  readonly settings: { readonly apiKey: string | null; readonly baseUrl: string; readonly model: string }
  readonly fetch: ModelFetch
  readonly clock: Clock
  readonly log?: Log
}

export function createModeration({ settings, fetch, clock, log }: ModerationParts): Moderation {
  const { apiKey, baseUrl, model } = settings
  let opened: Promise<OpenAI> | null = null
  const open = async (): Promise<OpenAI> => {
    const { default: Client } = await import('openai')
    return new Client({ apiKey: apiKey ?? 'none', baseURL: baseUrl, fetch, maxRetries: 0, timeout: 5_000 })
  }
  return {
    async flags(text, meter, signal) {
      const since = clock.mono()
      try {
        const api = await (opened ??= open())
        const { results } = await api.moderations.create({ model, input: text }, { signal })
        meter.calls.push({ model, outcome: 'ok', ms: clock.mono() - since })
        return results.some(({ flagged }) => flagged)
      } catch (error) {
        signal.throwIfAborted()
        const { outcome, status } = readFailure(error, clock.now())
        const ms = clock.mono() - since
        meter.calls.push({ model, outcome, ms })
        log?.modelFailed(model, 1, outcome, status, ms)
        return false
      }
    },
  }
}

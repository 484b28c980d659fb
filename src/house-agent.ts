// How does the agent get its model? The configuration and the house's ports become what `llm-agent.ts` asks for; nothing is loaded
// before the first turn.
import { join } from 'node:path'
import type { Agent } from './agent/agent.ts'
import { createLlmAgent } from './agent/llm-agent.ts'
import { createModels } from './agent/models.ts'
import { createModeration } from './agent/moderation.ts'
import type { NoModelParts } from './agent/no-model.ts'
import type { MediaBytes, ModelFetch, ReadMedia, ToolGet } from './agent/ports.ts'
import { createVoice } from './agent/voice.ts'
import { type Clock, SECOND } from './clock.ts'
import type { ModelsConfig } from './config-models.ts'
import type { Egress } from './egress.ts'
import { createModelFetch } from './egress-fetch.ts'
import type { Log } from './log.ts'
import type { Store } from './store/store.ts'

export interface ModelPorts {
  readonly clock: Clock
  readonly log: Log
  readonly egress: Egress
  /** Reaches the configured model servers; made here when absent. */
  readonly modelFetch?: ModelFetch
  readonly mediaDir: string
  /** Asked when a turn needs it: the store may be opened later. */
  readonly store: () => Pick<Store, 'message'>
}

/** Makes an agent that asks the configured model. */
export function withModel(config: ModelsConfig, ports: ModelPorts): (parts: NoModelParts) => Agent {
  const { clock, log } = ports
  const fetch = ports.modelFetch ?? createModelFetch({ clock, bases: basesOf(config) })
  const readMedia = mediaReader(ports)
  const { openai, transcribe, moderation } = config
  const voice =
    openai === null || transcribe === null
      ? null
      : createVoice({ settings: { ...openai, model: transcribe }, fetch, readMedia, clock, log })
  const judge =
    openai === null || moderation === null
      ? null
      : createModeration({ settings: { ...openai, model: moderation }, fetch, clock, log })
  return (parts) =>
    createLlmAgent({
      ...parts,
      models: createModels(config, fetch),
      readMedia,
      toolGet: toolGetter(ports.egress),
      clock,
      budget: config.budget,
      voice,
      moderation: judge,
      log,
    })
}

/** What an author's tool may reach: https on public addresses, no redirect, 256 KiB, 8 s. */
export function toolGetter(egress: Egress): ToolGet {
  return async (url, signal) => {
    const headers = { accept: 'application/json, text/plain' }
    const result = await egress('tool', { method: 'GET', url, headers }, signal)
    if (!result.ok) return { ok: false, because: result.detail }
    return { ok: true, status: result.status, body: new TextDecoder().decode(result.body) }
  }
}

function basesOf({ openai, anthropic, google, ollama }: ModelsConfig): readonly string[] {
  return [openai, anthropic, google, ollama].flatMap((one) => one?.baseUrl ?? [])
}

const pollMs = 250
const patienceMs = 10 * SECOND

/** A download may still be under way: it is waited for, but not for long. */
function mediaReader({ store, mediaDir, clock }: ModelPorts): ReadMedia {
  return async (id, signal) => {
    for (let waited = 0; !signal.aborted; waited += pollMs) {
      const body = (await store().message(id))?.body
      if (body?.kind !== 'media' || body.lost !== undefined) return null
      if (body.file !== undefined) return readBytes(join(mediaDir, body.file), body.mime, body.filename)
      if (waited >= patienceMs) return null
      await clock.wait(pollMs, signal)
    }
    return null
  }
}

async function readBytes(path: string, mime?: string, filename?: string): Promise<MediaBytes | null> {
  const file = Bun.file(path)
  if (!(await file.exists())) return null
  return { bytes: await file.bytes(), mime: mime ?? file.type, filename: filename ?? 'archivo' }
}

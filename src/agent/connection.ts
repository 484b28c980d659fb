// Would the configured models answer? Each one's server is asked for its list, which costs no tokens; what comes back is said in Spanish.
import type { ModelCheck } from './agent.ts'
import type { ModelFetch } from './ports.ts'
import type { ModelSettings, Provider } from './provider.ts'
import { z } from 'zod'
import { readFailure } from './model-failure.ts'
import { providerOf } from './provider.ts'

const lists = z.union([
  z
    .object({ data: z.array(z.looseObject({ id: z.string() })) })
    .transform(({ data }) => data.map(({ id }) => id)),
  z
    .object({ models: z.array(z.looseObject({ name: z.string() })) })
    .transform(({ models }) => models.map(({ name }) => name)),
])

const noList = 'contestó algo que no es una lista de modelos'

/** Throws only for the signal. */
export async function checkModel(
  name: string,
  settings: ModelSettings,
  fetch: ModelFetch,
  signal: AbortSignal,
): Promise<ModelCheck> {
  const { provider, model } = providerOf(name)
  const request = requestFor(provider, settings)
  if (request === null) return { model: name, ok: false, detail: 'falta su llave o su dirección' }
  try {
    const response = await fetch(request.url, { headers: request.headers, signal })
    if (!response.ok) return { model: name, ok: false, detail: refusal(response.status) }
    const known = lists.safeParse(await response.json())
    if (!known.success) return { model: name, ok: false, detail: noList }
    const has = known.data.some((one) => [model, `${model}:latest`, `models/${model}`].includes(one))
    return {
      model: name,
      ok: has,
      detail: has ? 'responde' : 'el servidor responde, pero no tiene este modelo',
    }
  } catch (error) {
    signal.throwIfAborted()
    const { outcome } = readFailure(error, 0)
    if (outcome === 'unusable') return { model: name, ok: false, detail: noList }
    return {
      model: name,
      ok: false,
      detail: outcome === 'timeout' ? 'no contestó a tiempo' : 'no se pudo conectar',
    }
  }
}

interface ListRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

function requestFor(
  provider: Provider,
  { openai, google, anthropic, ollama }: ModelSettings,
): ListRequest | null {
  const bearer = (key: string | null): Readonly<Record<string, string>> =>
    key === null ? {} : { authorization: `Bearer ${key}` }
  switch (provider) {
    case 'openai':
      return openai && { url: `${openai.baseUrl}/models`, headers: bearer(openai.apiKey) }
    case 'google':
      return google && { url: `${google.baseUrl}/models`, headers: bearer(google.apiKey) }
    case 'anthropic': {
      if (anthropic === null) return null
      const headers = { 'x-api-key': anthropic.apiKey, 'anthropic-version': '2023-06-01' }
      return { url: `${anthropic.baseUrl}/v1/models?limit=1000`, headers }
    }
    case 'ollama':
      return ollama && { url: `${ollama.baseUrl}/api/tags`, headers: {} }
  }
}

function refusal(status: number): string {
  if (status === 401 || status === 403) return 'la llave no sirve'
  return status === 404
    ? 'la dirección no es la de un servidor de modelos'
    : `contestó con el error ${status}`
}

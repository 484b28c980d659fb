// Whose model is this, and how is that provider reached? `provider:model`, or a plain name for the OpenAI-compatible server.

export type Provider = 'openai' | 'anthropic' | 'google' | 'ollama'

export interface ModelSettings {
  /** `baseUrl` is OpenAI's own when `own` is true. */
  readonly openai: { readonly apiKey: string | null; readonly baseUrl: string; readonly own: boolean } | null
  readonly anthropic: { readonly apiKey: string; readonly baseUrl: string } | null
  readonly google: { readonly apiKey: string; readonly baseUrl: string } | null
  readonly ollama: { readonly baseUrl: string } | null
  /** The server's model and its stand-in, for packs that name none. */
  readonly model: string
  readonly fallback: string | null
}

const providers: readonly Provider[] = ['openai', 'anthropic', 'google', 'ollama']

/** `llama3.2:3b` is a plain name, because no provider is called so. */
export function providerOf(name: string): { readonly provider: Provider; readonly model: string } {
  const provider = providers.find((one) => name.startsWith(`${one}:`))
  if (provider === undefined) return { provider: 'openai', model: name }
  return { provider, model: name.slice(provider.length + 1) }
}

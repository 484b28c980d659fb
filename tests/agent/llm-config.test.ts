// What does the environment say of models, and which half-said things are refused? Read with the rest of the configuration.
import { describe, expect, test } from 'bun:test'
import { readConfig } from '../../src/config.ts'

const read = (environment: Readonly<Record<string, string>>) => readConfig(environment, null).models

describe('the configuration of models', () => {
  test('is none without a provider, whatever else is said', () => {
    expect(read({})).toBeNull()
    expect(read({ AGENT_DAILY_TOKENS: '1000', OPENAI_API_KEY: '' })).toBeNull()
  })

  test('of OpenAI needs a key alone', () => {
    expect(read({ OPENAI_API_KEY: 'sk' })).toMatchObject({
      openai: { apiKey: 'sk', baseUrl: 'https://api.openai.com/v1', own: true },
      model: 'gpt-4.1-mini',
      fallback: null,
      transcribe: 'gpt-4o-mini-transcribe',
      moderation: null,
      budget: { contact: null, total: null },
    })
  })

  test('of a compatible server needs an address alone, and hears only when told how', () => {
    const local = { OPENAI_BASE_URL: 'http://localhost:11434/v1/', OPENAI_MODEL: 'qwen3:8b' }
    const openai = { apiKey: null, baseUrl: 'http://localhost:11434/v1', own: false }
    expect(read(local)).toMatchObject({ openai, model: 'qwen3:8b', transcribe: null })
    expect(read({ ...local, OPENAI_TRANSCRIBE_MODEL: 'whisper-1' })?.transcribe).toBe('whisper-1')
  })

  test.each([
    [{ ANTHROPIC_API_KEY: 'k' }, 'anthropic:claude-haiku-4-5'],
    [{ GOOGLE_API_KEY: 'k' }, 'google:gemini-2.5-flash'],
    [{ ANTHROPIC_API_KEY: 'k', OPENAI_API_KEY: 'k' }, 'gpt-4.1-mini'],
    [{ OLLAMA_BASE_URL: 'http://127.0.0.1:11434', OPENAI_MODEL: 'ollama:qwen3' }, 'ollama:qwen3'],
    [{ OPENAI_API_KEY: 'k', OPENAI_MODEL: 'openai:gpt-4.1' }, 'openai:gpt-4.1'],
  ])('%p answers with %s', (environment, model) => {
    expect(read(environment as unknown as Record<string, string>)?.model).toBe(model)
  })

  test.each([
    ['900', { contact: null, total: 900 }],
    ['50, 900', { contact: 50, total: 900 }],
    ['0', { contact: null, total: 0 }],
  ])('AGENT_DAILY_TOKENS=%s', (text, budget) => {
    expect(read({ OPENAI_API_KEY: 'k', AGENT_DAILY_TOKENS: text })?.budget).toEqual(budget)
  })

  test.each([
    [{ OPENAI_MODEL: 'gpt-4.1' }, 'OPENAI_MODEL: «gpt-4.1» necesita OPENAI_API_KEY u OPENAI_BASE_URL'],
    [
      { OPENAI_API_KEY: 'k', OPENAI_FALLBACK_MODEL: 'anthropic:claude-haiku-4-5' },
      'OPENAI_FALLBACK_MODEL: «anthropic:claude-haiku-4-5» necesita ANTHROPIC_API_KEY',
    ],
    [
      { GOOGLE_API_KEY: 'k', OPENAI_MODEL: 'ollama:qwen3' },
      'OPENAI_MODEL: «ollama:qwen3» necesita OLLAMA_BASE_URL',
    ],
    [{ OLLAMA_BASE_URL: 'http://127.0.0.1:11434' }, 'OPENAI_MODEL: falta; con OLLAMA_BASE_URL'],
    [{ ANTHROPIC_API_KEY: 'k', OPENAI_TRANSCRIBE_MODEL: 'whisper-1' }, 'OPENAI_TRANSCRIBE_MODEL: necesita'],
    [{ OPENAI_BASE_URL: 'localhost:11434' }, 'OPENAI_BASE_URL: debe ser una dirección http o https'],
    [{ AGENT_DAILY_TOKENS: 'muchas' }, 'AGENT_DAILY_TOKENS: debe ser un número de fichas'],
    [{ AGENT_DAILY_TOKENS: '1,2,3' }, 'AGENT_DAILY_TOKENS: debe ser un número de fichas'],
  ])('%p is refused', (environment, words) => {
    expect(() => read(environment as unknown as Record<string, string>)).toThrow(words)
  })
})

// Would the model answer? Asked through the API, with a model, without one, and without the right to ask.
import { expect, test } from 'bun:test'
import type { Agent } from '../../src/agent/agent.ts'
import { modelRoutes } from '../../src/http/model.ts'

const ask = async (agent: Pick<Agent, 'check'>): Promise<unknown> =>
  (await modelRoutes(agent).request('/model/check', { method: 'POST' })).json()

test('every configured model says whether it would answer', async () => {
  const said = [
    { model: 'gpt-4.1-mini', ok: true, detail: 'Responde.' },
    { model: 'ollama:qwen3', ok: false, detail: 'No contesta.' },
  ]
  expect(await ask({ check: async () => said })).toEqual({ items: said, next: null })
})

test('without a model there is nobody to ask', async () => {
  expect(await ask({})).toEqual({ items: [], next: null })
})

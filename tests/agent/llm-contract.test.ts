// Does the agent with a model keep what every agent keeps? Asked directly, and through langchain's loop when the pack has tools.
import { afterAll, expect, test } from 'bun:test'
import { agentContract } from '../contracts/agent.ts'
import { openRoom, packWithTool, saying } from './llm-room.ts'

const pack = packWithTool()
const direct = openRoom({ chat: () => saying('¡Con gusto! ¿Qué planta buscas?') })
const looping = openRoom({ chat: () => saying('¡Con gusto! ¿Qué planta buscas?'), packDir: pack.dir })
const down = openRoom({ chat: () => ({ fault: 'status', status: 503 }) })
const plain = openRoom({ chat: () => ({ text: '¡Con gusto! ¿Qué planta buscas?' }) })

agentContract('the agent with a model', () => direct.agent)
agentContract('the agent with a model and tools', () => looping.agent)
agentContract('the agent whose model is down', () => down.agent)
agentContract('the agent whose model forgets the function', () => plain.agent)

test.each([
  ['directly', direct],
  ['through the loop', looping],
  ['in vain', down],
  ['and got plain text', plain],
])('the model was asked %s', (_, { fake }) => {
  expect(fake.journal.length).toBeGreaterThan(5)
})

afterAll(async () => {
  await Promise.all([direct.close(), looping.close(), down.close(), plain.close()])
  pack.remove()
})

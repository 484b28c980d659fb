// Does the floor reach its bars on the frozen set, and is the set what it says to be? Only counts are asserted, no sentence is looked at.
import type { Agent } from '../../src/agent/agent.ts'
import type { Answer } from '../../src/events.ts'
import { describe, expect, test } from 'bun:test'
import { loadSet, readSet } from './eval/load.ts'
import { agentReader, floorReader, messagesIn } from './eval/read.ts'
import { f1Of, floorBars, recallOf, scoreOf } from './eval/score.ts'
import { turnOf } from './turns.ts'

const set = loadSet()

describe('the frozen set', () => {
  test('holds at least 150 conversations with ids of their own', () => {
    expect(set.length).toBeGreaterThanOrEqual(150)
    expect(new Set(set.map(({ id }) => id)).size).toBe(set.length)
  })

  test('is made of hard negatives to at least two fifths', () => {
    expect(set.filter(({ trap }) => trap !== undefined).length / set.length).toBeGreaterThanOrEqual(0.4)
  })

  test.each(['es-MX', 'pt-BR', 'en'] as const)('has no fewer than forty conversations in %s', (language) => {
    expect(set.filter((one) => one.language === language).length).toBeGreaterThanOrEqual(40)
  })

  test('is in Spanish above all, and long enough for the alarms to be counted', () => {
    expect(set.filter(({ language }) => language.startsWith('es-')).length / set.length).toBeGreaterThan(0.5)
    expect(set.reduce((sum, one) => sum + messagesIn(one), 0)).toBeGreaterThanOrEqual(500)
  })

  test.each([
    [
      'a turn that is not there',
      '{ request: 2, frustration: never, lead: no reason, data: {} }',
      'no turn 2',
    ],
    ['a Lead without its reason', '{ request: 1, frustration: never, lead: "yes", data: {} }', 'lead'],
    [
      'a phone that is not in E.164',
      '{ request: 1, frustration: never, lead: no reason, data: { telefono: "55" } }',
      'telefono',
    ],
    ['a label left out', '{ request: 1, lead: no reason, data: {} }', 'frustration'],
  ])('refuses %s', (_, label, said) => {
    const yaml = `- id: rq-mx-99\n  language: es-MX\n  said: [{ cliente: hola }]\n  label: ${label}\n`
    expect(() => readSet(yaml, 'x.yaml')).toThrow(said)
  })

  test('refuses a trap in which something happens', () => {
    const yaml =
      '- id: nr-mx-99\n  language: es-MX\n  trap: past\n  said: [{ cliente: hola }]\n' +
      '  label: { request: 1, frustration: never, lead: no reason, data: {} }\n'
    expect(() => readSet(yaml, 'x.yaml')).toThrow('a trap where something happens')
  })
})

describe('the floor alone, over the frozen set', async () => {
  const score = await scoreOf(set, floorReader())

  test('hears at least 85 % of the explicit requests for a person', () => {
    expect(recallOf(score.requests)).toBeGreaterThanOrEqual(floorBars.recall)
  })

  test('takes at most one message in two hundred for a request that is none', () => {
    expect(score.alarms.length).toBeLessThanOrEqual(score.messages * floorBars.alarms)
  })

  test('finds the customers who had enough, give or take a turn, with F1 of at least 0.75', () => {
    expect(f1Of(score.frustration)).toBeGreaterThanOrEqual(floorBars.f1)
  })

  test('keeps at least 98 % of e-mails and phones exactly', () => {
    expect(recallOf(score.data)).toBeGreaterThanOrEqual(floorBars.data)
  })
})

describe('a measurement with a model', () => {
  const answer: Answer = {
    by: { prompt: '1', engine: '1', model: 'm' },
    bubbles: [],
    findings: [],
    rejected: [],
    data: {},
    noAnswer: false,
    usage: { requests: 1, inputTokens: 1, outputTokens: 1 },
  }
  const reading = (said: Answer): unknown => {
    const agent: Agent = {
      answer: async () => said,
      describe: () => ({ model: 'm', prompt: '1', problems: [] }),
    }
    return agentReader(agent, new AbortController().signal, () => {})(turnOf(['hola']))
  }

  test('counts what the model answers', async () => {
    expect(await reading(answer)).toBe(answer)
  })

  test('is given up when the model is down, for the floor would be measured instead', async () => {
    await expect(reading({ ...answer, failure: 'model-down' })).rejects.toThrow('not measured: model-down')
  })
})

// How well does the agent decide? `bun bench/agent-quality.ts [--model] [--show]`: over the frozen set of tests/agent/eval, the floor
// alone against its bars, or the whole agent with the configured model (some 400 requests, paid for).
// Misses are named by id; `--show` prints them, and is not for whoever tunes.
import type { Labelled } from '../tests/agent/eval/load.ts'
import type { Reader } from '../tests/agent/eval/read.ts'
import type { Decided, Score } from '../tests/agent/eval/score.ts'
import { readConfig } from '../src/config.ts'
import { castFor } from '../src/house-cast.ts'
import { loadSet } from '../tests/agent/eval/load.ts'
import { agentReader, floorReader, samplePack } from '../tests/agent/eval/read.ts'
import { f1Of, floorBars, modelBars, precisionOf, scoreOf } from '../tests/agent/eval/score.ts'

const set = loadSet()
const withModel = process.argv.includes('--model')
const usage = { requests: 0, inputTokens: 0, outputTokens: 0 }
const score = await scoreOf(set, withModel ? modelReader() : floorReader())
print(score)
if (withModel) {
  const { requests, inputTokens, outputTokens } = usage
  console.log(`cost         ${requests} requests, ${inputTokens} tokens in, ${outputTokens} out`)
}
if (process.argv.includes('--show'))
  for (const one of set.filter(({ id }) => missed(score).has(id))) show(one)

/** Throws when no model is configured, or when it fails: its answers cannot be told from the floor's then. */
function modelReader(): Reader {
  for (const name of Object.keys(process.env)) if (/^LANG(SMITH|CHAIN)_/.test(name)) delete process.env[name]
  const closing = new AbortController().signal
  const config = () => readConfig(process.env, null)
  const cast = castFor({ pack: samplePack('prompts'), mode: 'vivo', config, folder: 'prompts', closing })
  return agentReader(cast.agent(), closing, (answer) => {
    usage.requests += answer.usage.requests
    usage.inputTokens += answer.usage.inputTokens
    usage.outputTokens += answer.usage.outputTokens
  })
}

function print(score: Score): void {
  const { requests, alarms, frustration, leads, leadsByDatum, data } = score
  const bars = withModel ? modelBars : floorBars
  const due = leads.hits + leads.missed.length
  const lines = [
    `set          ${score.conversations} conversations, ${score.messages} customer messages; ${withModel ? 'with the model' : 'floor alone'}`,
    `requests     recall ${share(requests.right, requests.of)} (bar ${bars.recall})  missed: ${list(requests.missed)}`,
    `alarms       ${share(alarms.length, score.messages)} of messages (bar ${bars.alarms})  at: ${list(alarms)}`,
    `frustration  F1 ${f1Of(frustration).toFixed(3)} (bar ${bars.f1})  ${decided(frustration)}`,
    `data         exact ${share(data.right, data.of)} (bar ${bars.data})  wrong: ${list(data.missed)}`,
    `lead         precision ${precisionOf(leads).toFixed(3)}, recall ${share(leads.hits, due)} (with a model: bars 0.95, 0.9)`,
    `             recall by a datum ${share(leadsByDatum.right, leadsByDatum.of)}  ${decided(leads)}`,
  ]
  console.log(lines.join('\n'))
}

function decided({ hits, wrong, missed: without }: Decided): string {
  return `hits ${hits}  wrong: ${list(wrong)}  missed: ${list(without)}`
}

function share(part: number, of: number): string {
  return `${(part / Math.max(1, of)).toFixed(3)} (${part}/${of})`
}

function list(ids: readonly string[]): string {
  return ids.length === 0 ? '–' : ids.join(' ')
}

function missed({ requests, alarms, frustration, leads, data }: Score): ReadonlySet<string> {
  const all = [
    requests.missed,
    alarms,
    frustration.wrong,
    frustration.missed,
    leads.wrong,
    leads.missed,
    data.missed,
  ]
  return new Set(all.flat().map((id) => id.replace(/[#:].*$/, '')))
}

function show({ id, said, label }: Labelled): void {
  console.log(`\n${id} ${JSON.stringify(label)}\n${said.map((one) => `  ${JSON.stringify(one)}`).join('\n')}`)
}

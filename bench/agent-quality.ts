// How well does the agent decide? `bun bench/agent-quality.ts [--show]`: the floor alone over the frozen set of
// tests/agent/eval, against its bars. Misses are named by id; `--show` prints them, and is not for whoever tunes.
import type { Labelled } from '../tests/agent/eval/load.ts'
import type { Decided, Score } from '../tests/agent/eval/score.ts'
import { loadSet } from '../tests/agent/eval/load.ts'
import { floorReader } from '../tests/agent/eval/read.ts'
import { f1Of, floorBars, precisionOf, recallOf, scoreOf } from '../tests/agent/eval/score.ts'

const set = loadSet()
const score = await scoreOf(set, floorReader())
print(score)
if (process.argv.includes('--show'))
  for (const one of set.filter(({ id }) => missed(score).has(id))) show(one)

function print({ conversations, messages, requests, alarms, frustration, leads, leadsByDatum, data }: Score) {
  const lines = [
    `set          ${conversations} conversations, ${messages} customer messages; floor alone`,
    `requests     recall ${share(requests.right, requests.of)} (bar ${floorBars.recall})  missed: ${list(requests.missed)}`,
    `alarms       ${share(alarms.length, messages)} of messages (bar ${floorBars.alarms})  at: ${list(alarms)}`,
    `frustration  F1 ${f1Of(frustration).toFixed(3)} (bar ${floorBars.f1}) ${decided(frustration)}`,
    `data         exact ${share(data.right, data.of)} (bar ${floorBars.data})  wrong: ${list(data.missed)}`,
    `lead         precision ${precisionOf(leads).toFixed(3)} ${decided(leads)}`,
    `             recall by a datum ${share(leadsByDatum.right, leadsByDatum.of)}, all ${share(leads.hits, leads.hits + leads.missed.length)}`,
  ]
  console.log(lines.join('\n'))
  console.log(`             recall of requests ${recallOf(requests).toFixed(3)}`)
}

function decided({ hits, wrong, missed: without }: Decided): string {
  return ` hits ${hits}  wrong: ${list(wrong)}  missed: ${list(without)}`
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

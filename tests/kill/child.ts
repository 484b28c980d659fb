// The house as a process that dies where it is told to: `child.ts <data> <graph> <port> <origin> [<point> <count>]`.
import { createEgress } from '../../src/egress.ts'
import { buildHouse } from '../../src/house.ts'
import { listen } from '../../src/house-serve.ts'
import { systemClock } from '../../src/clock.ts'
import { createLog } from '../../src/log.ts'
import type { Point } from '../../src/points.ts'
import { createFastClock } from '../support/fast-clock.ts'
import { burstText, createScriptedAgent, say } from '../support/scripted-agent.ts'
import { configOf } from '../support/town-config.ts'

const [dataDir = '', graphUrl = '', port = '0', origin = '0', point = '', count = '0'] = process.argv.slice(2)
/** A quiet time of 3.5 s lasts 70 ms. */
const factor = 50

let left = Number(count)
const points = {
  at: (reached: Point): void => {
    if (reached !== point) return
    left -= 1
    if (left <= 0) process.kill(process.pid, 'SIGKILL')
  },
}

// The names of what it answers, short enough that even a long burst fits the narrowest channel.
const agent = createScriptedAgent()
agent.script((turn) => say(`eco: ${[...burstText(turn).matchAll(/m\d+-\d+/g)].join(' ')}`))

const config = { ...configOf(dataDir, graphUrl), port: Number(port) }
const closing = new AbortController()
process.once('SIGTERM', () => closing.abort())
const house = buildHouse(config, {
  clock: createFastClock(Number(origin), factor),
  egress: createEgress({ clock: systemClock, configured: [graphUrl] }),
  agent,
  log: createLog({ level: 'silent' }),
  points,
})
const listening = listen(house, config)
process.stdout.write(`${listening.url}\n`)
await house.run(closing.signal)
await listening.stop()

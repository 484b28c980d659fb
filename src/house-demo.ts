// What does `relevo demo` start? The product as it is, beside a pretended Meta and its customers, on loopback and without a network.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { systemClock } from './clock.ts'
import { modelVariables } from './config-models.ts'
import { buildHouse } from './house.ts'
import { serve } from './house-serve.ts'
import { secureRandom } from './ids.ts'
import { createCaller } from './simulator/caller.ts'
import { runDemo } from './simulator/demo.ts'
import { startFakeGraph } from './simulator/fake-graph.ts'
import { demoSettings, environmentOf, worldOf } from './simulator/world.ts'

type ConfigOf = (over: Readonly<Record<string, string>>) => Config

/** Its data live in a folder of its own that goes with it. */
export async function demo(
  configOf: ConfigOf,
  say: (line: string) => void,
  closing: AbortSignal,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relevo-demo-'))
  const graph = await startFakeGraph({
    world: worldOf(demoSettings),
    clock: systemClock,
    random: secureRandom,
  })
  const caller = createCaller()
  try {
    const config = configOf({ ...environment(graph.url), DATA_DIR: dataDir })
    await serve(buildHouse(config), config, say, closing, (productUrl) =>
      runDemo({
        productUrl,
        graph,
        call: caller.call,
        say,
        clock: systemClock,
        random: secureRandom,
        signal: closing,
      }),
    )
  } finally {
    caller.close()
    await graph.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** A port nobody uses unless one is asked for, few log lines, and the pretended Meta's credentials. */
function environment(graphUrl: string): Readonly<Record<string, string>> {
  return { LOG_LEVEL: 'warn', ...environmentOf(demoSettings, graphUrl), ...noModel }
}

/** A demonstration pays for nothing and calls nobody, whatever else is configured. */
const noModel = Object.fromEntries(Object.keys(modelVariables).map((name) => [name, '']))

// The configuration of a pretended business with one account on each channel.
import { readConfig, type Config } from '../../src/config.ts'
import { demoSettings, environmentOf } from '../../src/simulator/world.ts'

/** `more` is what else the environment says. */
export function configOf(
  dataDir: string,
  graphUrl: string,
  more: Readonly<Record<string, string>> = {},
): Config {
  const town = { PORT: '0', DATA_DIR: dataDir, ...environmentOf(demoSettings, graphUrl) }
  return readConfig({ ...town, ...more }, null)
}

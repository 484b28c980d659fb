// Do a pack's own tests hold? `prompts test`: each is played on a stage of its own; what it needs of a model, a cast brings.
import type { PackLint } from './agent/lint.ts'
import type { Pack } from './agent/pack.ts'
import type { PackTest } from './agent/pack-tests.ts'
import type { Played } from './agent/rehearsal/play.ts'
import type { Errand } from './house-errand.ts'
import { join } from 'node:path'
import { openBase } from './agent/base.ts'
import { readPrompts } from './agent/folder.ts'
import { lintFolder } from './agent/lint.ts'
import { formatProblem } from './agent/problems.ts'
import { usualMoment } from './agent/rehearsal/moments.ts'
import { play } from './agent/rehearsal/play.ts'
import { reportOf } from './agent/rehearsal/report.ts'
import { foldText } from './agent/text.ts'
import { asset } from './house.ts'
import { castFor, type Cast, type CastMode } from './house-cast.ts'
import { needsOwnFolder } from './house-errand.ts'
import { openStage } from './house-rehearsal.ts'
import { wrong } from './house-words.ts'

/** One test, played as often as was asked for. */
interface Result {
  readonly slug: string
  readonly test: PackTest
  readonly runs: readonly Played[]
}

export async function runTests(errand: Errand): Promise<number> {
  const { asked, terminal, dir } = errand
  const mode = modeOf(errand)
  if (mode === 'grabar') needsOwnFolder(errand)
  const times = asked.count('repetir') ?? 1
  const { packs, problems } = lintFolder(readPrompts(dir), openBase(asset('prompts/base')))
  const errors = problems.filter(({ level }) => level === 'error')
  if (errors.length > 0) {
    for (const problem of errors) terminal.complain(shown(errand, formatProblem(problem)))
    terminal.complain(`${errors.length} errores: las pruebas no se jugaron`)
    return 1
  }
  const results: Result[] = []
  for (const lint of packs) results.push(...(await playPack(errand, lint, mode, times)))
  if (asked.has('json')) terminal.say(JSON.stringify(results.map(wireOf), null, 2))
  else sayTotals(errand, results, times)
  return results.every(held) ? 0 : 1
}

/** One conversation from an empty memory. */
export async function playTest(test: PackTest, pack: Pack, cast: Cast): Promise<Played> {
  const now = test.now ?? usualMoment(pack.agent.zone)
  const stage = openStage({ agent: cast.agent(), channel: test.channel, now })
  try {
    return await play(test, stage, cast, cast.judges)
  } finally {
    await stage.close()
  }
}

async function playPack(
  errand: Errand,
  { slug, pack, tests }: PackLint,
  mode: CastMode,
  times: number,
): Promise<readonly Result[]> {
  const { asked, terminal, closing } = errand
  const only = foldText(asked.text('solo') ?? '')
  const chosen = tests.filter(({ file, name }) => foldText(`${file} ${name}`).includes(only))
  if (pack === null || chosen.length === 0) return []
  const cast = castFor({ pack, mode, config: errand.config, folder: join(errand.dir, slug), closing })
  const results: Result[] = []
  try {
    for (const test of chosen) {
      const runs: Played[] = []
      while (runs.length < times && !closing.aborted) runs.push(await playTest(test, pack, cast))
      const result = { slug, test, runs }
      results.push(result)
      if (!asked.has('json')) for (const line of linesOf(errand, result, pack)) terminal.say(line)
    }
  } finally {
    await cast.close()
  }
  return results
}

function modeOf({ asked }: Errand): CastMode {
  const chosen = ['vivo', 'grabar', 'grabado'].filter((option) => asked.has(option))
  if (asked.has('grabado') && chosen.length > 1) throw wrong('«--grabado» no va con «--vivo» ni «--grabar»')
  return asked.has('grabar')
    ? 'grabar'
    : asked.has('grabado')
      ? 'grabado'
      : asked.has('vivo')
        ? 'vivo'
        : 'simulado'
}

function held({ runs }: Result): boolean {
  return runs.every(({ failed }) => failed === null)
}

function linesOf(errand: Errand, result: Result, pack: Pack): readonly string[] {
  const { runs } = result
  const bad = runs.find(({ failed }) => failed !== null)
  const good = runs.filter(({ failed }) => failed === null).length
  const times = runs.length > 1 ? [`  (${good} de ${runs.length} veces)`] : ['']
  const folder = shown(errand, result.slug === '' ? '' : `${result.slug}/`)
  const [first, ...rest] = reportOf(
    bad ?? runs[0] ?? { test: result.test, steps: [], failed: null },
    pack.agent.zone,
    folder,
  )
  return [`${first ?? ''}${times[0]}`, ...rest]
}

function sayTotals({ terminal }: Errand, results: readonly Result[], times: number): void {
  const good = results.filter(held).length
  const bad = results.length - good
  if (results.length === 0) return terminal.say('No hay pruebas que jugar.')
  const many =
    times > 1 ? `, ${times} veces cada una (pass^${times} = ${(good / results.length).toFixed(2)})` : ''
  terminal.say('')
  const tests = `${results.length} ${results.length === 1 ? 'prueba' : 'pruebas'}`
  terminal.say(`${tests}${many}: ${good} bien, ${bad} ${bad === 1 ? 'falla' : 'fallan'}`)
}

function wireOf({ slug, test, runs }: Result): unknown {
  const bad = runs.find(({ failed }) => failed !== null)?.failed ?? null
  return {
    agente: slug,
    archivo: test.file,
    nombre: test.name,
    bien: bad === null,
    veces: runs.length,
    veces_bien: runs.filter(({ failed }) => failed === null).length,
    paso: bad?.number ?? null,
    fallas: (bad?.misses ?? []).map(({ key, expected, got }) => ({ que: key, esperado: expected, fue: got })),
  }
}

function shown({ shown: folder }: Errand, path: string): string {
  return `${folder.replace(/\/+$/, '')}/${path}`
}

// Do the commands for authors say what they should, and end with the right code? Tests that fail, words that are wrong, live models.
import { afterEach, describe, expect, test } from 'bun:test'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FakeOpenAi } from '../../src/agent/rehearsal/fake-openai.ts'
import { startFakeOpenAi } from '../../src/agent/rehearsal/fake-openai.ts'
import { systemClock } from '../../src/clock.ts'
import { ownPack, type } from './rehearsal-town.ts'

let fake: FakeOpenAi | null = null
afterEach(async () => {
  await fake?.stop()
  fake = null
})

/** A model server that answers every turn with these words; `verdict` is what it says as a judge. */
function modelSays(words: readonly string[], verdict = true): Readonly<Record<string, string>> {
  let turn = 0
  fake = startFakeOpenAi({
    clock: systemClock,
    chat: ({ forced }) => {
      if (forced === 'juzgar') return { calls: [{ args: { porque: 'así lo veo', cumple: verdict } }] }
      const text = words[Math.min(turn, words.length - 1)] ?? ''
      turn += 1
      return { calls: [{ args: { mensajes: [text], etiquetas: [], datos: {}, sin_respuesta: false } }] }
    },
  })
  return { OPENAI_BASE_URL: fake.url, OPENAI_MODEL: 'de-prueba' }
}

/** The default pack with one test more, called `nueva`. */
function packWith(test: string): string {
  const folder = ownPack()
  writeFileSync(join(folder, 'tests/nueva.yaml'), test)
  return folder
}

const asks = 'conversacion:\n  - cliente: cuánto cuesta la monstera mediana?\n'

describe('relevo prompts test', () => {
  test('says step, expectation, result and events of a failure, clickable', async () => {
    const folder = packWith(
      `nombre: Va a fallar\n${asks}    espera: { contiene: ["$500"], etiquetas: [Lead] }\n`,
    )
    const { code, said } = await type(['test', folder, '--solo', 'nueva'])
    expect(code).toBe(1)
    expect(said).toContain(
      `${folder}/tests/nueva.yaml:3:5: paso 1, cliente: «cuánto cuesta la monstera mediana?»`,
    )
    expect(said).toMatch(/se esperaba {2}\[Lead\]\n.*y fue {8}\[\]/)
    expect(said).toMatch(/se esperaba {2}«\$500»/)
    expect(said).toContain('de dónde  knowledge/plantas.md › Monstera y plantas grandes de interior')
    expect(said).toContain('1 prueba: 0 bien, 1 falla')
  })

  test('plays nothing while files have errors, and says them', async () => {
    const folder = packWith(
      'nombre: Rota\nconversacion:\n  - cliente: hola\n    espera: { contien: [hola] }\n',
    )
    const { code, said } = await type(['test', folder])
    expect(code).toBe(1)
    expect(said).toContain('nueva.yaml:4:15: error: clave desconocida «contien». ¿Quisiste decir «contiene»?')
  })

  test('tells programs the same as JSON', async () => {
    const { code, said } = await type(['test', 'prompts', '--only', 'precio', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(said)).toContainEqual(
      expect.objectContaining({ archivo: 'tests/precio.yaml', bien: true, veces: 1 }),
    )
  })

  test('asks the configured model, again and again, and passes only what always passes', async () => {
    const folder = packWith(`nombre: En vivo\n${asks}    espera: { contiene: ["$420"], llamadas_llm: 1 }\n`)
    const steady = modelSays(['La monstera mediana cuesta $420.'])
    const good = await type(['test', folder, '--vivo', '--repetir', '4', '--solo', 'nueva'], {
      environment: steady,
    })
    expect(good.said).toContain('(4 de 4 veces)')
    expect(good.said).toContain('pass^4 = 1.00')
    expect(good.code).toBe(0)
    await fake?.stop()
    const moody = modelSays(['La monstera mediana cuesta $420.', 'No sé decirte.'])
    const bad = await type(['test', folder, '--live', '--repeat', '4', '--only', 'nueva'], {
      environment: moody,
    })
    expect(bad.said).toContain('(1 de 4 veces)')
    expect(bad.said).toContain('pass^4 = 0.00')
    expect(bad.code).toBe(1)
  })

  test.each([
    [true, 0],
    [false, 1],
  ])('lets a model judge a rubric: %p', async (verdict, expected) => {
    const folder = packWith(`nombre: A juicio\n${asks}    espera: { juicio: "dice el precio" }\n`)
    const environment = modelSays(['Cuesta $420.'], verdict)
    const { code, said } = await type(['test', folder, '--vivo', '--solo', 'nueva'], { environment })
    expect(code).toBe(expected)
    expect(said.includes('así lo veo')).toBe(!verdict)
  })

  test('keeps what a model said without anybody’s address, and says it again without it', async () => {
    const folder = packWith(`nombre: Grabada\n${asks}    espera: { contiene: ["$420"] }\n`)
    const environment = modelSays(['Cuesta $420. Escribe a ventas.secretas@example.org para más.'])
    await type(['test', folder, '--grabar', '--solo', 'nueva'], { environment })
    const shelf = join(folder, 'tests/cassettes')
    const [file = ''] = readdirSync(shelf)
    expect(file).toMatch(/^[0-9a-f]{12}\.json$/)
    const text = readFileSync(join(shelf, file), 'utf8')
    expect(text).not.toContain('ventas.secretas')
    expect(text).not.toMatch(/authorization|bearer/i)
    await fake?.stop()
    const again = await type(['test', folder, '--grabado', '--solo', 'nueva'], { environment })
    expect(again.said).toContain('✓ Grabada')
    expect(again.code).toBe(0)
  })

  test('fails a question that nobody recorded, and shows the nearest', async () => {
    const folder = packWith(`nombre: Grabada\n${asks}    espera: { contiene: ["$420"] }\n`)
    const environment = modelSays(['Cuesta $420.'])
    await type(['test', folder, '--grabar', '--solo', 'nueva'], { environment })
    writeFileSync(join(folder, 'tests/nueva.yaml'), `nombre: Grabada\n${asks.replace('mediana', 'grande')}`)
    const { code, said } = await type(['test', folder, '--grabado', '--solo', 'nueva'], { environment })
    expect(code).toBe(1)
    expect(said).toMatch(/no hay grabación [0-9a-f]{12}; la más parecida difiere en:/)
    expect(said).toContain('«cuánto cuesta la monstera mediana?» → «cuánto cuesta la monstera grande?»')
  })
})

describe('relevo prompts', () => {
  test.each([
    [[], 2, /relevo prompts <comando>/],
    [['--help'], 0, /chat \[carpeta\]/],
    [['test', '--help'], 0, /--repetir, --repeat k/],
    [['tset'], 2, /¿Quisiste decir «test»\?/],
    [['test', '--vibo'], 2, /no conozco la opción «--vibo»\. ¿Quisiste decir «vivo»\?/],
    [['test', '--repetir'], 2, /lleva un valor/],
    [['test', '--repetir', 'muchas'], 2, /número entero desde 1/],
    [['test', 'nowhere'], 2, /no existe la carpeta «nowhere»/],
    [['test', 'prompts', 'más'], 2, /sobra «más»/],
    [['test', 'prompts', '--vivo'], 2, /OPENAI_API_KEY/],
    [['diff', 'disco'], 2, /falta algo/],
    [['lint', 'prompts'], 0, /Sin errores/],
    [['revisar', 'prompts', '--json'], 0, /"problems": \[\]/],
  ])('answers %p with %d', async (words, expected, pattern) => {
    const { code, said } = await type(words)
    expect(said).toMatch(pattern)
    expect(code).toBe(expected)
  })
})

// Can an author talk to an agent from a terminal, change the clock and the channel, and keep a conversation as a test?
import { describe, expect, test } from 'bun:test'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startFakeOpenAi } from '../../src/agent/rehearsal/fake-openai.ts'
import { systemClock } from '../../src/clock.ts'
import { ownPack, type } from './rehearsal-town.ts'

const morning = '/reloj 2026-03-03T11:00'

async function chat(lines: readonly string[], words: readonly string[] = ['prompts']): Promise<string> {
  const { code, said } = await type(['chat', ...words], { lines })
  expect(code).toBe(0)
  return said
}

describe('relevo prompts chat', () => {
  test('answers a line as the agent would', async () => {
    const said = await chat([morning, 'cuánto cuesta la monstera mediana?'])
    expect(said).toContain('sin modelo')
    expect(said).toContain('son las 2026-03-03 11:00 en America/Mexico_City')
    expect(said).toContain('Lila: La monstera mediana cuesta $420')
  })

  test('hands over by the clock of the team', async () => {
    expect(await chat([morning, 'quiero hablar con una persona'])).toContain('En un momentito te escribe')
    const night = await chat(['/reloj 2026-03-01T23:10', 'quiero hablar con una persona', 'hola?'])
    expect(night).toContain('te escriben en cuanto abramos')
    expect(night).toContain('(etiqueta + Escalar)')
    expect(night).toContain('(el agente calla: silence)')
    expect(night).toContain('(nadie contesta)')
  })

  test('lets the team step in, silence and give back', async () => {
    const said = await chat([
      morning,
      'hola',
      '/humano soy Marta',
      'gracias',
      '/devolver',
      'a qué hora abren?',
      '/silenciar',
    ])
    expect(said).toMatch(/Equipo: soy Marta\n {2}\(el agente calla: intervention\)\n {2}\(nadie contesta\)/)
    expect(said).toMatch(/vuelve a atender\)\nLila: Abrimos de martes a viernes/)
    expect(said).toEndWith('(el agente calla: silence)')
  })

  test('tells why, what is known of the customer, and which version answers', async () => {
    const said = await chat([
      morning,
      'hola, mi correo es ana@example.com',
      '/por-que',
      '/etiquetas',
      '/version',
    ])
    expect(said).toContain('etiqueta + Lead  por rule:dato (dato:correo): «ana@example.com»')
    expect(said).toContain('datos: correo: ana@example.com')
    expect(said).toMatch(/paquete [0-9a-f]{12}, modelo ninguno/)
  })

  test('begins again on another channel, with its own limits', async () => {
    const said = await chat([morning, 'hola', '/canal instagram', 'qué venden?', '/pasan 1 día', '/reloj'])
    expect(said).toContain('(conversación nueva por instagram)')
    expect(said).toContain('son las 2026-03-04 11:00')
  })

  test('says what it does not know, and nothing breaks', async () => {
    const said = await chat([
      '/nada',
      '/etiqeutas',
      '/reloj ayer',
      '/canal fax',
      '/pasan mucho',
      '/devolver',
      '/por-que',
    ])
    expect(said).toContain('no conozco «/nada»')
    expect(said).toContain('¿Quisiste decir «etiquetas»?')
    expect(said).toContain('no entiendo la hora')
    expect(said).toContain('canales: whatsapp, instagram, messenger, web')
    expect(said).toContain('no entiendo cuánto')
    expect(said).toContain('primero escribe el cliente')
    expect(said).toContain('todavía no hay respuesta')
  })

  test('keeps a conversation as a test that passes, and never over another', async () => {
    const folder = ownPack()
    const lines = [
      morning,
      'hola',
      'mi cel es 55 1234 5678',
      '/humano soy Marta',
      '/devolver',
      '/pasan 2h',
      'dan factura?',
    ]
    const said = await chat(
      [...lines, '/guardar-prueba Deja su teléfono', '/guardar-prueba deja su telefono'],
      [folder],
    )
    const path = join(folder, 'tests/deja-su-telefono.yaml')
    expect(said).toContain(`(guardada en ${path})`)
    expect(said).toContain('ya existe')
    expect(readFileSync(path, 'utf8')).toContain('+525512345678')
    const played = await type(['test', folder, '--solo', 'deja-su-telefono'])
    expect(played.said).toContain('✓ Deja su teléfono')
    expect(played.code).toBe(0)
  })

  test('keeps a model’s own words, so that the test needs no model', async () => {
    const folder = ownPack()
    const fake = startFakeOpenAi({
      clock: systemClock,
      chat: () => ({
        calls: [
          {
            args: {
              mensajes: ['¡Hola! ¿Qué planta buscas?'],
              etiquetas: [],
              datos: {},
              sin_respuesta: false,
            },
          },
        ],
      }),
    })
    const environment = { OPENAI_BASE_URL: fake.url, OPENAI_MODEL: 'de-prueba' }
    const { said } = await type(['chat', folder], {
      lines: [morning, 'hola', '/guardar-prueba saluda'],
      environment,
    })
    await fake.stop()
    expect(said).toContain('Lila: ¡Hola! ¿Qué planta buscas?')
    expect(readFileSync(join(folder, 'tests/saluda.yaml'), 'utf8')).toContain('¿Qué planta buscas?')
    const played = await type(['test', folder, '--solo', 'saluda'])
    expect(played.code).toBe(0)
  })

  test('takes a good edit with the next line, and keeps the version before a bad one', async () => {
    const folder = ownPack()
    const file = join(folder, 'knowledge/plantas.md')
    const text = readFileSync(file, 'utf8')
    function* lines() {
      yield morning
      yield 'cuánto cuesta la monstera mediana?'
      writeFileSync(file, text.replace('$420', '$455'))
      yield 'cuánto cuesta la monstera mediana?'
      writeFileSync(file, text.replace('estado: activo', 'estado: acttivo'))
      yield 'cuánto cuesta la monstera mediana?'
    }
    const { said } = await type(['chat', folder], { lines: lines() })
    expect(said).toMatch(
      /\$420[\s\S]*\(paquete nuevo: [0-9a-f]{12}\)[\s\S]*\$455[\s\S]*acttivo[\s\S]*sigue en uso[\s\S]*\$455/,
    )
  })
})

// Does a question find its passage, and is a question the knowledge cannot answer refused? Measured on the default pack.
import { describe, expect, test } from 'bun:test'
import { openAgent } from '../../src/agent/open.ts'
import type { Answer } from '../../src/events.ts'
import { textsOf, turnOf } from './turns.ts'

const { agent } = openAgent({ packDir: 'prompts', baseDir: 'prompts/base', engine: '0.1.0' })
/** Later in a conversation, so that no greeting is in the way. */
const later = { turns: 3 } as const
const answer = (said: readonly string[], more: typeof later): Promise<Answer> =>
  agent.answer(turnOf(said, more), new AbortController().signal)
const words = async (said: readonly string[], more: typeof later): Promise<string> =>
  textsOf(await answer(said, more)).join('\n')
const sinDato = 'Ese dato no lo tengo a la mano'

const answerable: readonly (readonly [string, string])[] = [
  ['¿a qué hora abren?', 'Abrimos de martes a viernes'],
  ['abren los lunes?', 'Los lunes descansamos'],
  ['dónde están?', 'Callejón del Aguacate'],
  ['donde quedan', 'Callejón del Aguacate'],
  ['me pasas la dirección', 'Callejón del Aguacate'],
  ['hacen envíos?', 'enviamos a toda la Ciudad de México'],
  ['mandan plantas a Guadalajara?', 'Por ahora no'],
  ['cuánto cuesta el envío', 'El envío cuesta $90'],
  ['cuanto tarda en llegar mi pedido', 'Entregamos de martes a sábado'],
  ['puedo recoger en el vivero?', 'Te apartamos tu pedido'],
  ['a cómo las suculentas', 'Las suculentas chiquitas cuestan $35'],
  ['precio de la monstera', 'La monstera mediana cuesta $420'],
  ['tienen lavanda?', 'La lavanda y el romero'],
  ['qué planta aguanta poca luz', 'poca luz'],
  ['tengo gatos, qué plantas no son tóxicas?', 'no son tóxicas'],
  ['aceptan tarjeta?', 'Aceptamos efectivo, tarjeta'],
  ['formas de pago', 'Aceptamos efectivo'],
  ['dan factura?', 'constancia de situación fiscal'],
  ['mi planta tiene las hojas amarillas', 'exceso de agua'],
  ['cada cuánto riego mis suculentas?', 'Mete el dedo'],
  ['le salieron bichos a mi planta', 'jabón neutro'],
  ['cuándo son los talleres?', 'Son los sábados'],
  ['precio del taller de terrarios', 'El taller de terrarios cuesta $550'],
  ['pueden ir niños?', 'desde los 6 años'],
  ['puedo cancelar mi pedido?', 'hasta las 6 de la tarde'],
  ['puedo llevar a mi perro', 'Tu perro es bienvenido'],
  ['hay estacionamiento?', 'cuatro lugares'],
  ['hacen recuerdos para bautizo?', 'Hacemos recuerdos'],
  ['qué venden?', 'Plantas de interior y de exterior'],
]

const unanswerable = [
  'venden bicicletas?',
  'cuánto cuesta una bicicleta?',
  'tienen nochebuenas?',
  'hay descuento de aniversario?',
  'rentan sillas para fiestas?',
  'cuál es la capital de Francia',
  'aceptan bitcoin?',
  'tienen vacantes?',
  'cuánto vale el dólar',
  'precios',
]

describe('a question', () => {
  test.each(answerable)('"%s" is answered with the passage that holds "%s"', async (question, passage) => {
    const found = await answer([question], later)
    expect(textsOf(found).join('\n')).toContain(passage)
    expect(found.noAnswer).toBe(false)
    expect(found.because).toContain('knowledge/')
  })

  test.each(unanswerable)('"%s" is refused honestly', async (question) => {
    const found = await answer([question], later)
    expect(textsOf(found)).toEqual([expect.stringContaining(sinDato)])
    expect(found.noAnswer).toBe(true)
  })

  test('pair in one burst gets both answers', async () => {
    const said = await words(['hola', '¿hacen envíos?', '¿y dan factura?'], later)
    expect(said).toContain('enviamos a toda')
    expect(said).toContain('constancia')
  })

  test('of a draft or an archived document is never answered from it', async () => {
    const said = await words(['¿cuándo llegan las nochebuenas?', '¿hay descuento de aniversario?'], later)
    expect(said).not.toContain('noviembre')
    expect(said).not.toContain('20%')
  })
})

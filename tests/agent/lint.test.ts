// What is an error in a pack? One example for each, with the exact place; every problem of every file in one run.
import { describe, expect, test } from 'bun:test'
import { lintFolder } from '../../src/agent/lint.ts'
import { base, edited, good, packWith, problemsOf } from './packs.ts'

type Row = readonly [name: string, changes: Readonly<Record<string, string | null>>, said: readonly string[]]

const agent = (from: string, to: string): Record<string, string> => edited('agent.md', from, to)
const tag = (from: string, to: string): Record<string, string> => edited('tags/vip.md', from, to)

const errors: readonly Row[] = [
  ['no agent.md', { 'agent.md': null }, ['agent.md:1:1: error: falta agent.md, el archivo principal']],
  [
    'an agent.md under another name',
    { 'agent.md': null, 'agente.md': good['agent.md'] ?? '' },
    [
      'agent.md:1:1: error: falta agent.md, el archivo principal; ¿es «agente.md»?',
      'agente.md:1:1: aviso: este archivo no se lee: no está en ninguna carpeta del paquete.',
    ],
  ],
  [
    'both layouts at once',
    { 'norte/agent.md': good['agent.md'] ?? '' },
    [
      'norte/agent.md:1:1: error: hay un agent.md arriba y otro en «norte»: deja uno solo, o una carpeta por agente',
    ],
  ],
  [
    'an agent in the engine’s folder',
    { 'base/agent.md': 'x' },
    ['base/agent.md:1:1: error: «base» no puede ser el nombre de un agente'],
  ],
  [
    'an unknown channel',
    { 'channels/whatsap.md': '---\nmax_globos: 2\n---\n' },
    ['channels/whatsap.md:2:1: error: no existe el canal «whatsap». ¿Quisiste decir «whatsapp»?'],
  ],
  [
    'no ficha',
    { 'messages/hola.md': 'Hola' },
    ['messages/hola.md:1:1: error: falta la ficha: el archivo empieza con una línea «---»'],
  ],
  [
    'a ficha that is not closed',
    { 'messages/hola.md': '---\ntexto: Hola\n' },
    ['messages/hola.md:1:1: error: la ficha no está cerrada: falta la segunda línea «---»'],
  ],
  [
    'a ficha that is a list',
    { 'messages/hola.md': '---\n- Hola\n---\n' },
    ['messages/hola.md:2:1: error: la ficha se escribe como «clave: valor», una por línea'],
  ],
  [
    'a repeated key',
    agent('idioma', 'nombre: Luz\nidioma'),
    ['agent.md:4:1: error: clave repetida: ya está más arriba en la misma ficha'],
  ],
  [
    'a tabulator',
    agent('idioma', 'horario:\n\tlun: cerrado\nidioma'),
    ['agent.md:5:1: error: hay un tabulador: la sangría se hace con espacios'],
  ],
  [
    'two colons',
    agent('Vivero', 'Vivero: el mejor'),
    ['agent.md:3:10: error: hay dos «:» en la línea; pon el texto entre comillas'],
  ],
  [
    'a bracket left open',
    agent('idioma', 'idiomas: [es\nidioma'),
    ['agent.md:5:1: error: falta cerrar una comilla, un corchete o una llave'],
  ],
  [
    'text that begins with {{ and no quotes',
    { 'messages/hola.md': '---\nhorario: {{negocio}} abre a las 9:00\nfuera_de_horario: {{negocio}}\n---\n' },
    [
      'messages/hola.md:2:10: error: un texto que empieza con «{{» va entre comillas',
      'messages/hola.md:3:19: error: un texto que empieza con «{{» va entre comillas',
    ],
  ],
  [
    'no instructions',
    agent('# Quién eres\nEres Lila.\n', ''),
    ['agent.md:6:1: error: faltan las instrucciones debajo de la ficha'],
  ],
  ['a missing key', agent('negocio: Vivero\n', ''), ['agent.md:2:1: error: falta la clave «negocio»']],
  ['an empty key', agent(' Vivero', ''), ['agent.md:3:1: error: la clave «negocio» está vacía']],
  [
    'an unknown key',
    tag('criterios', 'criterio'),
    ['tags/vip.md:8:1: error: clave desconocida «criterio». ¿Quisiste decir «criterios»?'],
  ],
  ['a wrong type', agent('Vivero', '[Vivero]'), ['agent.md:3:10: error: «negocio» espera un texto']],
  [
    'a number out of range',
    agent('idioma', 'temperatura: 2.1\nidioma'),
    ['agent.md:4:14: error: «temperatura» espera un número de 0 a 2'],
  ],
  [
    'a language that is none',
    agent('es-MX', 'es-MX\nidiomas: [es, inglés]'),
    ['agent.md:5:15: error: «idiomas: inglés» no tiene el formato esperado (ejemplo: es-MX)'],
  ],
  [
    'an unknown time zone',
    agent('idioma', 'zona_horaria: America/Coyoacan\nidioma'),
    ['agent.md:4:15: error: no existe la zona horaria «America/Coyoacan» (ejemplo: America/Mexico_City)'],
  ],
  [
    'hours that cannot be read',
    agent('idioma', 'horario: { lum: 9-19 }\nidioma'),
    [
      'agent.md:4:12: error: no entiendo el día «lum». ¿Quisiste decir «lun»?',
      'agent.md:4:17: error: no entiendo el horario de «lum»; ejemplo: 09:00-19:00, o cerrado',
    ],
  ],
  [
    'an unknown state',
    { 'knowledge/envios.md': '---\nestado: activos\n---\n## A\nb' },
    [
      'knowledge/envios.md:2:9: error: «estado: activos» no existe; puede ser activo, borrador, archivado. ¿Quisiste decir «activo»?',
    ],
  ],
  [
    'an unknown type of datum',
    tag('tipo: email', 'tipo: mail'),
    [
      'tags/vip.md:5:19: error: «tipo: mail» no existe; puede ser email, telefono, texto, numero, fecha. ¿Quisiste decir «email»?',
      'tags/vip.md:7:5: error: la regla usa el dato «correo», que no está en «datos».',
    ],
  ],
  [
    'an unknown country',
    tag('tipo: email', 'tipo: email, pais: UK'),
    ['tags/vip.md:5:32: error: «pais: UK» no existe; son dos letras mayúsculas (ejemplo: MX)'],
  ],
]

describe('an error', () => {
  test.each(errors)('is %s', (_, changes, said) => {
    expect(problemsOf(packWith(changes))).toEqual([...said])
    expect(lintFolder(packWith(changes), base).packs.every(({ pack }) => pack === null)).toBe(true)
  })
})

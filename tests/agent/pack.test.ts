// What does an author hear about a broken file? Every complaint with its place.
import type { PackFile } from '../../src/agent/ficha.ts'
import { describe, expect, test } from 'bun:test'
import { openBase } from '../../src/agent/base.ts'
import { readPack } from '../../src/agent/pack.ts'
import { formatProblem } from '../../src/agent/problems.ts'

const base = openBase('prompts/base')
const agentMd = '---\nnombre: Lila\nnegocio: Vivero\nidioma: es-MX\n---\n# Quién eres\nEres Lila.\n'
const tagMd = '---\netiqueta: Vip\naplica_a: contacto\nreglas:\n  - palabras: [vip]\n---\n'

const problemsOf = (files: readonly PackFile[]): readonly string[] =>
  readPack(files, base).problems.map(formatProblem)
const withAgent = (path: string, text: string): readonly string[] =>
  problemsOf([
    { path: 'agent.md', text: agentMd },
    { path, text },
  ])

const broken: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'no ficha',
    'agent.md',
    '# Quién eres\nLila',
    ['agent.md:1:1: error: falta la ficha: el archivo empieza con una línea «---»'],
  ],
  [
    'a ficha that is not closed',
    'agent.md',
    '---\nnombre: Lila\n',
    ['agent.md:1:1: error: la ficha no está cerrada: falta la segunda línea «---»'],
  ],
  [
    'no instructions',
    'agent.md',
    '---\nnombre: L\nnegocio: V\nidioma: es\n---\n\n',
    ['agent.md:6:1: error: faltan las instrucciones debajo de la ficha'],
  ],
  [
    'missing keys',
    'agent.md',
    '---\nnombre: L\n---\nx',
    ['agent.md:2:1: error: falta la clave «negocio»', 'agent.md:2:1: error: falta la clave «idioma»'],
  ],
  [
    'an empty key',
    'agent.md',
    agentMd.replace('nombre: Lila', 'nombre:'),
    ['agent.md:2:1: error: la clave «nombre» está vacía'],
  ],
  [
    'an unknown key',
    'agent.md',
    agentMd.replace('idioma: es-MX', 'idioma: es-MX\nhorarios: x'),
    ['agent.md:5:1: error: clave desconocida «horarios». ¿Quisiste decir «horario»?'],
  ],
  [
    'a language that is none',
    'agent.md',
    agentMd.replace('es-MX', 'español'),
    ['agent.md:4:9: error: «idioma: español» no tiene el formato esperado (ejemplo: es-MX)'],
  ],
  [
    'a number out of range',
    'agent.md',
    agentMd.replace('es-MX', 'es-MX\nmax_globos: 9'),
    ['agent.md:5:13: error: «max_globos» espera un número entero de 1 a 5'],
  ],
  [
    'an unknown time zone',
    'agent.md',
    agentMd.replace('es-MX', 'es-MX\nzona_horaria: America/Coyoacan'),
    ['agent.md:5:15: error: no existe la zona horaria «America/Coyoacan» (ejemplo: America/Mexico_City)'],
  ],
  [
    'hours that cannot be read',
    'agent.md',
    agentMd.replace('es-MX', 'es-MX\nhorario:\n  lun-vir: 9-19'),
    [
      'agent.md:6:3: error: no entiendo el día «lun-vir».',
      'agent.md:6:12: error: no entiendo el horario de «lun-vir»; ejemplo: 09:00-19:00, o cerrado',
    ],
  ],
  [
    'a document that is not there',
    'agent.md',
    agentMd.replace('es-MX', 'es-MX\nconocimiento: [envio]'),
    ['agent.md:5:16: error: no existe knowledge/envio.md. ¿Quisiste decir «envios»?'],
  ],
  [
    'a key written twice',
    'tags/vip.md',
    tagMd.replace('aplica_a', 'etiqueta: Otra\naplica_a'),
    ['tags/vip.md:3:1: error: clave repetida: ya está más arriba en la misma ficha'],
  ],
  [
    'two colons in a line',
    'tags/vip.md',
    tagMd.replace('Vip', 'Vip: oro'),
    ['tags/vip.md:2:11: error: hay dos «:» en la línea; pon el texto entre comillas'],
  ],
  [
    'a bracket left open',
    'tags/vip.md',
    tagMd.replace('[vip]', '[vip'),
    ['tags/vip.md:5:19: error: falta cerrar una comilla, un corchete o una llave'],
  ],
  [
    'a tag that could never apply',
    'tags/vip.md',
    '---\netiqueta: Vip\naplica_a: contacto\n---\n',
    ['tags/vip.md:2:11: error: la etiqueta «Vip» no tiene «reglas» ni «criterios»: nunca se aplicaría'],
  ],
  [
    'a wrong choice',
    'tags/vip.md',
    tagMd.replace('contacto', 'contactos'),
    [
      'tags/vip.md:3:11: error: «aplica_a: contactos» no existe; puede ser contacto, conversacion. ¿Quisiste decir «contacto»?',
    ],
  ],
  [
    'an unknown rule',
    'tags/vip.md',
    tagMd.replace('palabras:', 'palabra:'),
    [
      'tags/vip.md:5:5: error: regla desconocida «palabra»; puede ser dato, pide_humano, frustracion, palabras. ¿Quisiste decir «palabras»?',
    ],
  ],
  [
    'a rule about a datum that is not captured',
    'tags/vip.md',
    tagMd
      .replace('reglas:', 'datos:\n  correo: { tipo: email }\nreglas:')
      .replace('palabras: [vip]', 'dato: correos'),
    [
      'tags/vip.md:7:5: error: la regla usa el dato «correos», que no está en «datos». ¿Quisiste decir «correo»?',
    ],
  ],
  [
    'a message that is not there',
    'tags/vip.md',
    tagMd.replace('reglas:', 'al_aplicar:\n  mensaje: transferensia\nreglas:'),
    ['tags/vip.md:5:12: error: no existe messages/transferensia.md. ¿Quisiste decir «transferencia»?'],
  ],
  [
    'something else than yes or no',
    'tags/vip.md',
    tagMd.replace('reglas:', 'al_aplicar: { silenciar: quizá }\nreglas:'),
    ['tags/vip.md:4:26: error: «silenciar» espera «sí» o «no»'],
  ],
  [
    'an unknown channel',
    'channels/whatsap.md',
    '---\nmax_globos: 2\n---\n',
    ['channels/whatsap.md:2:1: error: no existe el canal «whatsap». ¿Quisiste decir «whatsapp»?'],
  ],
  [
    'an unknown state',
    'knowledge/a.md',
    '---\nestado: activos\n---\n## A\nb',
    [
      'knowledge/a.md:2:9: error: «estado: activos» no existe; puede ser activo, borrador, archivado. ¿Quisiste decir «activo»?',
    ],
  ],
  [
    'an unknown substitution',
    'messages/hola.md',
    '---\ntexto: "Hola {{cliente}}"\n---\n',
    ['messages/hola.md:2:8: error: «{{cliente}}» no existe; puede ser {{horario}}, {{nombre}} o {{negocio}}'],
  ],
  [
    'an unknown text of the system',
    'messages/sistema.md',
    '---\nsaludos: Hola\n---\n',
    ['messages/sistema.md:2:1: error: clave desconocida «saludos». ¿Quisiste decir «saludo»?'],
  ],
]

describe('an author’s file', () => {
  test.each(broken)('with %s is reported in %s, with line and column', (_, path, text, expected) => {
    const knowledge = { path: 'knowledge/envios.md', text: '## A\nb' }
    const problems = path === 'agent.md' ? problemsOf([{ path, text }, knowledge]) : withAgent(path, text)
    expect(problems).toEqual([...expected])
  })

  test('keeps its places behind a byte-order mark and Windows line ends', () => {
    const text = `\uFEFF${agentMd.replace('es-MX', 'español').replaceAll('\n', '\r\n')}`
    expect(problemsOf([{ path: 'agent.md', text }])[0]).toStartWith('agent.md:4:9: error:')
  })

  test('may use English keys, accents, and sí or no in any spelling', () => {
    const english = '---\nname: Lila\nbusiness: Vivero\nlanguage: es-MX\ntime_zone: UTC\n---\nHola'
    const tag = (word: string): string =>
      `---\ntag: Vip\napplies_to: conversation\nrules:\n  - words: [vip]\nal_aplicar: { silenciar: ${word} }\n---\n`
    for (const [word, silence] of [
      ['sí', true],
      ['SI', true],
      ['true', true],
      ['no', false],
      ['"falso"', false],
    ] as const) {
      const { pack, problems } = readPack(
        [
          { path: 'agent.md', text: english },
          { path: 'tags/v.md', text: tag(word) },
        ],
        base,
      )
      expect(problems).toEqual([])
      expect(pack?.tags[0]).toMatchObject({ name: 'Vip', on: 'conversation', silence })
    }
  })

  test('is reported together with every other broken file', () => {
    const problems = problemsOf([
      { path: 'agent.md', text: 'x' },
      { path: 'tags/a.md', text: 'y' },
    ])
    expect(problems).toHaveLength(2)
  })
})

// Does a pack speak of things that exist, and keep its secrets? One example for each error, with the exact place.
import { describe, expect, test } from 'bun:test'
import { lintFolder } from '../../src/agent/lint.ts'
import { base, edited, good, packWith, problemsOf } from './packs.ts'

type Row = readonly [name: string, changes: Readonly<Record<string, string | null>>, said: readonly string[]]

const agent = (from: string, to: string): Record<string, string> => edited('agent.md', from, to)
const tag = (from: string, to: string): Record<string, string> => edited('tags/vip.md', from, to)
const spec = (from: string, to: string): Record<string, string> => edited('tests/vip.yaml', from, to)
const tool = (ficha: string): Record<string, string> => ({ 'tools/ver.md': `---\n${ficha}\n---\n` })

const errors: readonly Row[] = [
  [
    'a listed document that is not there',
    agent('idioma', 'conocimiento: [envio, envios]\nidioma'),
    ['agent.md:4:16: error: no existe knowledge/envio.md. ¿Quisiste decir «envios»?'],
  ],
  [
    'a message that is not there',
    tag('reglas', 'al_aplicar: { mensaje: ola }\nreglas'),
    ['tags/vip.md:6:24: error: no existe messages/ola.md. ¿Quisiste decir «hola»?'],
  ],
  [
    'a rule about a datum that is not captured',
    tag('dato: correo', 'dato: correos'),
    [
      'tags/vip.md:7:5: error: la regla usa el dato «correos», que no está en «datos». ¿Quisiste decir «correo»?',
    ],
  ],
  [
    'an unknown rule',
    tag('dato: correo', 'datos: correo'),
    [
      'tags/vip.md:7:5: error: regla desconocida «datos»; puede ser dato, pide_humano, frustracion, palabras. ¿Quisiste decir «dato»?',
    ],
  ],
  [
    'a rule of no words',
    tag('dato: correo', 'palabras: []'),
    ['tags/vip.md:7:15: error: la regla «palabras» no tiene ninguna'],
  ],
  [
    'an example of no tag',
    tag('.\n---\n', '.\n---\n## Ejemplos\n- cliente: "quiero 40" -> Bip\n- cliente: "hola" -> no\n'),
    ['tags/vip.md:12:27: error: el ejemplo nombra la etiqueta «Bip», que no existe. ¿Quisiste decir «Vip»?'],
  ],
  [
    'an example of no criterion',
    tag('.\n---\n', '.\n---\n## Ejemplos\n- cliente: "quiero 40" -> Vip (mayoreos)\n'),
    ['tags/vip.md:12:32: error: «Vip» no tiene el criterio «mayoreos». ¿Quisiste decir «mayoreo»?'],
  ],
  [
    'a tag defined twice, in another case',
    {
      'tags/z.md': '---\netiqueta: VIP\naplica_a: contacto\nreglas: [pide_humano]\n---\n',
      ...spec('[Vip]', '[Vip, VIP]'),
    },
    ['tags/z.md:2:11: error: la etiqueta «VIP» ya está definida en tags/vip.md'],
  ],
  [
    'a tag that would never apply',
    { 'tags/vip.md': '---\netiqueta: Vip\naplica_a: contacto\nreglas: []\ncriterios: {}\n---\n' },
    ['tags/vip.md:2:11: error: la etiqueta «Vip» no tiene «reglas» ni «criterios»: nunca se aplicaría'],
  ],
  [
    'an unknown substitution',
    { 'messages/hola.md': '---\ntexto: "Hola {{cliente}}"\n---\n' },
    ['messages/hola.md:2:8: error: «{{cliente}}» no existe; puede ser {{horario}}, {{nombre}} o {{negocio}}'],
  ],
  [
    'a tool without https',
    tool('nombre: ver\ndescripcion: Ve el pedido\nurl: http://a.example/x'),
    [
      'tools/ver.md:4:6: error: «url: http://a.example/x» espera una dirección https, sin «{…}» en el dominio',
    ],
  ],
  [
    'a tool with a placeholder nobody declared',
    tool(
      'nombre: ver\ndescripcion: Ve el pedido\nparametros:\n  folio: { tipo: texto }\nurl: "https://a.example/{folios}/{folio}"',
    ),
    ['tools/ver.md:6:6: error: «{folios}» no está en «parametros». ¿Quisiste decir «folio»?'],
  ],
]

const secrets: readonly (readonly [string, string, string])[] = [
  ['agent.md', 'sk-proj-Ab12Cd34Ef56Gh78', 'sk-…'],
  ['knowledge/envios.md', 'EAAGm0PX4ZCpsBAJ1', 'EAA…'],
  ['tests/vip.yaml', 'sk-1234567890abcdef', 'sk-…'],
]

const wrongTests: readonly Row[] = [
  [
    'a tag that is not there',
    spec('[Vip]', '[Bip]'),
    [
      'tags/vip.md:2:11: aviso: ninguna prueba de tests/ espera la etiqueta «Vip»',
      'tests/vip.yaml:4:27: error: la etiqueta «Bip» no existe. ¿Quisiste decir «Vip»?',
    ],
  ],
  [
    'a criterion that is not there',
    spec('datos:', 'criterio: mayoreos, datos:'),
    ['tests/vip.yaml:4:43: error: el criterio «mayoreos» no existe. ¿Quisiste decir «mayoreo»?'],
  ],
  [
    'a datum that is not there',
    spec('{ correo:', '{ correos:'),
    ['tests/vip.yaml:4:42: error: el dato «correos» no existe. ¿Quisiste decir «correo»?'],
  ],
  [
    'a document that is not there',
    spec('envios }', 'envio }'),
    ['tests/vip.yaml:4:87: error: no existe knowledge/envio.md. ¿Quisiste decir «envios»?'],
  ],
  [
    'a document that nobody reads',
    { 'knowledge/envios.md': '---\nestado: borrador\n---\n## A\nb' },
    ['tests/vip.yaml:4:87: error: knowledge/envios.md está en borrador: el agente no lo lee'],
  ],
  [
    'a document that is not listed',
    { ...edited('agent.md', 'idioma', 'conocimiento: [otro]\nidioma'), 'knowledge/otro.md': '## A\nb' },
    [
      'tests/vip.yaml:4:87: error: knowledge/envios.md no está en «conocimiento» de agent.md: el agente no lo lee',
    ],
  ],
  [
    'an assertion that is not there',
    spec('datos:', 'contienen: [hola], datos:'),
    ['tests/vip.yaml:4:33: error: clave desconocida «contienen». ¿Quisiste decir «contiene»?'],
  ],
  [
    'a channel that is not there',
    spec('conv', 'canal: telegram\nconv'),
    [
      'tests/vip.yaml:2:8: error: «canal: telegram» no existe; puede ser whatsapp, instagram, messenger, web.',
    ],
  ],
  [
    'an instant that cannot be read',
    spec('conv', 'ahora: ayer\nconv'),
    ['tests/vip.yaml:2:8: error: «ahora: ayer» espera fecha, hora y huso (ejemplo: 2026-03-02T11:00-06:00)'],
  ],
  [
    'nothing to say',
    { 'tests/vip.yaml': 'nombre: x\n' },
    [
      'tags/vip.md:2:11: aviso: ninguna prueba de tests/ espera la etiqueta «Vip»',
      'tests/vip.yaml:1:1: error: falta la clave «conversacion»',
    ],
  ],
  [
    'an unknown step',
    spec('cliente', 'client'),
    [
      'tags/vip.md:2:11: aviso: ninguna prueba de tests/ espera la etiqueta «Vip»',
      'tests/vip.yaml:3:5: error: clave desconocida «client». ¿Quisiste decir «cliente»?',
      'tests/vip.yaml:3:5: error: un paso lleva una de estas claves: cliente, humano, devolver, silenciar, pasan',
    ],
  ],
  [
    'a pattern that is none',
    spec('datos:', 'regex: "(", datos:'),
    ['tests/vip.yaml:4:40: error: «regex: (» no es una expresión regular'],
  ],
]

describe('an error', () => {
  test.each(errors)('is %s', (_, changes, said) => {
    expect(problemsOf(packWith(changes))).toEqual([...said])
    expect(lintFolder(packWith(changes), base).packs.every(({ pack }) => pack === null)).toBe(true)
  })

  test.each(secrets)('is a secret in %s, and it is not repeated', (path, secret, name) => {
    const line = (good[path] ?? '').trimEnd().split('\n').length + 1
    const files = packWith({ [path]: `${good[path]}# ${secret}\n` })
    const said = `parece una clave secreta («${name}»): quítala de aquí y cámbiala por otra`
    expect(problemsOf(files)).toEqual([`${path}:${line}:3: error: ${said}`])
  })
})

describe('a test that expects', () => {
  test.each(wrongTests)('%s is an error, and holds no version back', (_, changes, said) => {
    expect(problemsOf(packWith(changes))).toEqual([...said])
    expect(lintFolder(packWith(changes), base).packs[0]?.pack).not.toBeNull()
  })
})

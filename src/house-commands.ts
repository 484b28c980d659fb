// Which words does each command of `relevo prompts` know? Names, what they take, and options; Spanish first, English beside it.
import type { CommandWords, Option } from './house-words.ts'

const json: Option = { names: ['json'], says: 'el resultado como JSON' }
const agent: Option = {
  names: ['agente', 'agent'],
  value: 'carpeta',
  says: 'cuál de los agentes, si hay varios',
}
const data: Option = {
  names: ['datos', 'data'],
  value: 'carpeta',
  says: 'los datos de Relevo (lo normal: DATA_DIR)',
}

export const words = {
  lint: {
    name: 'lint',
    alsoCalled: ['revisar'],
    takes: '[carpeta]',
    least: 0,
    most: 1,
    says: 'Revisa todos los archivos y dice cada problema con su archivo, línea y columna. Sale con 1 si hay errores.',
    options: [json, { names: ['github'], says: 'como anotaciones de GitHub' }],
  },
  test: {
    name: 'test',
    alsoCalled: ['probar'],
    takes: '[carpeta]',
    least: 0,
    most: 1,
    says: 'Juega las conversaciones de tests/*.yaml, sin red. Sale con 1 si alguna falla.',
    options: [
      { names: ['solo', 'only'], value: 'texto', says: 'solo las pruebas cuyo nombre o archivo lo lleva' },
      { names: ['vivo', 'live'], says: 'pregunta al modelo configurado, en todos los pasos' },
      {
        names: ['repetir', 'repeat'],
        value: 'k',
        says: 'cada prueba k veces; pasa si pasan todas (pass^k)',
      },
      { names: ['grabar', 'record'], says: 'como --vivo, y guarda las respuestas en tests/cassettes' },
      { names: ['grabado', 'recorded'], says: 'contesta con lo guardado en tests/cassettes, sin red' },
      json,
    ],
  },
  chat: {
    name: 'chat',
    alsoCalled: [],
    takes: '[carpeta]',
    least: 0,
    most: 1,
    says: 'Habla con tu agente desde la terminal: cada línea es un mensaje del cliente; /ayuda muestra las órdenes.',
    options: [
      {
        names: ['canal', 'channel'],
        value: 'canal',
        says: 'whatsapp (lo normal), instagram, messenger o web',
      },
      { names: ['reloj', 'clock'], value: 'hora', says: 'cuándo empieza: 2026-03-01T23:10' },
      { names: ['sin-modelo', 'no-model'], says: 'sin modelo, aunque haya uno configurado' },
      agent,
    ],
  },
  replay: {
    name: 'replay',
    alsoCalled: ['repetir'],
    takes: '[carpeta]',
    least: 0,
    most: 1,
    says: 'Contesta de nuevo conversaciones guardadas con otra versión, sin enviar nada, y compara. Deja informe.md, .html y .json.',
    options: [
      { names: ['version'], value: 'huella', says: 'una versión guardada, o «disco» (lo normal)' },
      { names: ['ultimas', 'last'], value: 'n', says: 'cuántas conversaciones, las más recientes (200)' },
      {
        names: ['modo', 'mode'],
        value: 'modo',
        says: 'reglas (lo normal: gratis y exacto), grabado (tests/cassettes) o vivo',
      },
      {
        names: ['fallar-si', 'fail-if'],
        value: 'límites',
        says: 'sale con 1 si se pasan: "escalar>+5%, acuerdo<95%"',
      },
      { names: ['salida', 'out'], value: 'carpeta', says: 'dónde dejar el informe' },
      { names: ['precio', 'price'], value: 'usd', says: 'dólares por millón de tokens, para el costo' },
      agent,
      data,
    ],
  },
  versions: {
    name: 'versions',
    alsoCalled: ['versiones', 'log'],
    takes: '[carpeta]',
    least: 0,
    most: 1,
    says: 'Enumera las versiones que ha usado Relevo: fecha, origen, nota y turnos contestados.',
    options: [json, agent, data],
  },
  diff: {
    name: 'diff',
    alsoCalled: ['comparar'],
    takes: '<a> <b> [carpeta]',
    least: 2,
    most: 3,
    says: 'Enseña en qué difieren dos versiones, archivo por archivo; «disco» es la carpeta.',
    options: [agent, data],
  },
  rollback: {
    name: 'rollback',
    alsoCalled: ['volver'],
    takes: '<versión> [carpeta]',
    least: 1,
    most: 2,
    says: 'Fija una versión guardada, sin tocar los archivos; un Relevo en marcha la toma solo.',
    options: [agent, data],
  },
  unpin: {
    name: 'unpin',
    alsoCalled: ['soltar'],
    takes: '[carpeta]',
    least: 0,
    most: 1,
    says: 'Suelta la versión fijada: vuelven a valer los archivos en disco.',
    options: [agent, data],
  },
  restore: {
    name: 'restore',
    alsoCalled: ['restaurar'],
    takes: '<versión> [carpeta]',
    least: 1,
    most: 2,
    says: 'Dice qué archivos cambiarían para volver a esa versión; con --escribir los cambia.',
    options: [{ names: ['escribir', 'write'], says: 'escribe los archivos' }, agent, data],
  },
} as const satisfies Readonly<Record<string, CommandWords>>

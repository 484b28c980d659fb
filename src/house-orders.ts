// Which orders does the terminal chat take? Each changes the clock, the channel or who speaks, or tells what happened.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Chat } from './house-talk.ts'
import type { Deed } from './agent/rehearsal/written.ts'
import type { Outcome } from './agent/rehearsal/outcome.ts'
import { suggestion } from './agent/problems.ts'
import { durationOf, momentOf, wallClock } from './agent/rehearsal/moments.ts'
import { eventsOf } from './agent/rehearsal/report.ts'
import { fileNameOf, testTextOf } from './agent/rehearsal/written.ts'
import { reasonOf } from './errors.ts'
import { isChannel, tell } from './house-talk.ts'

type Order = (chat: Chat, words: string) => Promise<void> | void

const help: Readonly<Record<string, string>> = {
  'reloj [2026-03-01T23:10]': 'dice la hora, o la cambia',
  'pasan 2h': 'deja pasar el tiempo',
  'canal instagram': 'empieza otra conversación en ese canal',
  nueva: 'empieza otra conversación',
  etiquetas: 'etiquetas y datos del cliente',
  'por-que': 'cómo se llegó a la última respuesta',
  version: 'versión del paquete y modelo',
  'humano texto': 'escribe alguien del equipo: el agente calla',
  silenciar: 'el equipo silencia al agente',
  devolver: 'el equipo devuelve la conversación al agente',
  'guardar-prueba nombre': 'guarda la conversación como prueba del paquete',
  salir: 'termina',
}

const orders: Readonly<Record<string, Order>> = {
  ayuda: ({ say }) => {
    for (const [order, what] of Object.entries(help)) say(`  ${`/${order}`.padEnd(28)} ${what}`)
  },
  reloj: setClock,
  pasan: async (chat, words) => {
    const ms = durationOf(words)
    if (ms === null) return chat.say('  (no entiendo cuánto; ejemplos: /pasan 2h, /pasan 1 día)')
    await act(chat, { kind: 'pass', ms }, await chat.stage.pass(ms))
    showClock(chat)
  },
  canal: async (chat, words) => {
    if (!isChannel(words)) return chat.say('  (canales: whatsapp, instagram, messenger, web)')
    await chat.begin(words, chat.stage.now())
    chat.say(`  (conversación nueva por ${words})`)
  },
  nueva: async (chat) => {
    await chat.begin(chat.channel, chat.stage.now())
    chat.say('  (conversación nueva)')
  },
  etiquetas: ({ say, done }) => {
    const last = done.at(-1)?.outcome
    const data = Object.entries(last?.data ?? {}).map(([id, value]) => `${id}: ${value}`)
    say(`  etiquetas: ${last?.tags.join(', ') || 'ninguna'}`)
    say(`  datos: ${data.join(', ') || 'ninguno'}`)
  },
  'por-que': ({ say, done, pack }) => {
    const last = done.findLast(({ outcome }) => outcome.answers.length > 0)
    if (last === undefined) return say('  (todavía no hay respuesta)')
    for (const line of eventsOf(last.outcome, pack.agent.zone)) say(`  ${line}`)
  },
  version: ({ say, pack, cast }) => say(`  paquete ${pack.version}, modelo ${cast.agent().describe().model}`),
  humano: async (chat, words) => {
    const text = words === '' ? 'Hola, te atiendo yo.' : words
    await act(chat, { kind: 'person', text }, await chat.stage.person(text))
  },
  silenciar: async (chat) => act(chat, { kind: 'silence' }, await chat.stage.silence()),
  devolver: async (chat) => act(chat, { kind: 'release' }, await chat.stage.release()),
  'guardar-prueba': keepTest,
}

/** `line` without its slash. */
export async function obey(chat: Chat, line: string): Promise<void> {
  const [, name = '', words = ''] = /^(\S+)\s*(.*)$/s.exec(line) ?? []
  const order = orders[name]
  if (order !== undefined) return order(chat, words.trim())
  const hint = suggestion(name, Object.keys(orders))
  chat.say(`  (no conozco «/${name}».${hint || ' /ayuda muestra las órdenes.'})`)
}

function act(chat: Chat, deed: Deed, outcome: Outcome): void {
  tell(chat, outcome)
  if (outcome.trouble.length === 0) chat.done.push({ deed, outcome })
}

async function setClock(chat: Chat, words: string): Promise<void> {
  if (words === '') return showClock(chat)
  const at = momentOf(words, chat.pack.agent.zone)
  if (at === null) return chat.say('  (no entiendo la hora; ejemplo: /reloj 2026-03-01T23:10)')
  const ahead = at - chat.stage.now()
  if (chat.done.length === 0) await chat.begin(chat.channel, at)
  else if (ahead >= 0) await act(chat, { kind: 'pass', ms: ahead }, await chat.stage.pass(ahead))
  else {
    await chat.begin(chat.channel, at)
    chat.say('  (el reloj no vuelve atrás: conversación nueva)')
  }
  showClock(chat)
}

function showClock({ say, stage, pack }: Chat): void {
  say(`  son las ${wallClock(stage.now(), pack.agent.zone)} en ${pack.agent.zone}`)
}

/** Never over a file that is there. */
function keepTest(chat: Chat, words: string): void {
  const { say, done, channel, from, pack } = chat
  const name = fileNameOf(words)
  if (name === '') return say('  (falta el nombre: /guardar-prueba pide precio)')
  if (done.length === 0) return say('  (todavía no hay nada que guardar)')
  if (chat.errand.builtIn)
    return say(
      '  (este paquete viene dentro del programa; usa una carpeta tuya: relevo prompts chat mi-carpeta)',
    )
  const folder = join(chat.folder, 'tests')
  const path = join(folder, `${name}.yaml`)
  if (existsSync(path)) return say(`  (ya existe ${path}; elige otro nombre)`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, testTextOf({ name: words, channel, from, done }, pack.agent.zone))
    say(`  (guardada en ${path})`)
  } catch (error) {
    say(`  (no se pudo guardar en ${folder}: ${reasonOf(error)})`)
  }
}

// How does an author talk to an agent from a terminal? `prompts chat`: a line is a customer's message, a slash begins an order.
import type { PackLint } from './agent/lint.ts'
import type { Pack } from './agent/pack.ts'
import type { Stage } from './agent/rehearsal/stage.ts'
import type { Cast } from './house-cast.ts'
import type { Errand } from './house-errand.ts'
import type { Chat } from './house-talk.ts'
import type { ChannelName, Instant } from './model.ts'
import { join } from 'node:path'
import { openBase } from './agent/base.ts'
import { readPrompts } from './agent/folder.ts'
import { lintFolder } from './agent/lint.ts'
import { formatProblem } from './agent/problems.ts'
import { momentOf, wallClock } from './agent/rehearsal/moments.ts'
import { systemClock } from './clock.ts'
import { asset } from './house.ts'
import { castFor } from './house-cast.ts'
import { obey } from './house-orders.ts'
import { openStage } from './house-rehearsal.ts'
import { channels, isChannel, tell } from './house-talk.ts'
import { wrong } from './house-words.ts'

export async function runChat(errand: Errand): Promise<number> {
  const { asked, terminal, closing } = errand
  const channel = asked.text('canal') ?? 'whatsapp'
  if (!isChannel(channel)) throw wrong(`«--canal ${channel}»: puede ser ${channels.join(', ')}`)
  const chat = openChat(errand, channel)
  welcome(chat)
  try {
    for await (const line of terminal.lines()) {
      if (closing.aborted || line.trim() === '/salir') break
      if (line.trim() === '') continue
      reload(chat)
      if (line.startsWith('/')) await obey(chat, line.slice(1).trim())
      else await speak(chat, line)
    }
  } finally {
    await chat.stage.close()
    await chat.cast.close()
  }
  return 0
}

async function speak(chat: Chat, text: string): Promise<void> {
  const outcome = await chat.stage.customer([text])
  tell(chat, outcome)
  if (outcome.said.length === 0 && outcome.trouble.length === 0) chat.say('  (nadie contesta)')
  chat.done.push({ deed: { kind: 'customer', texts: [text], simulated: chat.cast.heard() }, outcome })
}

function openChat(errand: Errand, channel: ChannelName): Chat {
  const { pack, slug } = onlyPack(errand)
  const folder = join(errand.dir, slug)
  const cast = castOf(errand, pack, folder)
  const clock = errand.asked.text('reloj')
  const from = clock === null ? systemClock.now() : momentOf(clock, pack.agent.zone)
  if (from === null) throw wrong(`no entiendo «--reloj ${clock ?? ''}» (ejemplo: 2026-03-01T23:10)`)
  const open = (where: ChannelName, at: Instant): Stage =>
    openStage({
      agent: {
        answer: (turn, signal) => chat.cast.agent().answer(turn, signal),
        describe: () => chat.cast.agent().describe(),
      },
      channel: where,
      now: at,
    })
  const chat: Chat = {
    errand,
    slug,
    folder,
    say: errand.terminal.say,
    pack,
    cast,
    stage: open(channel, from),
    channel,
    from,
    done: [],
    async begin(where, at) {
      await chat.stage.close()
      chat.done.length = 0
      chat.channel = where
      chat.from = at
      chat.stage = open(where, at)
    },
  }
  return chat
}

function castOf({ asked, config, closing }: Errand, pack: Pack, folder: string): Cast {
  return castFor({
    pack,
    mode: asked.has('sin-modelo') ? 'simulado' : 'vivo-si-hay',
    config,
    folder,
    closing,
  })
}

/** The only pack of the folder, without errors. */
function onlyPack({ dir, shown, asked }: Errand): PackLint & { readonly pack: Pack } {
  const { packs, problems } = lintFolder(readPrompts(dir), openBase(asset('prompts/base')))
  const slug = asked.text('agente')
  const [first] = slug === null ? packs : packs.filter((one) => one.slug === slug)
  if (first === undefined || (slug === null && packs.length > 1))
    throw wrong(`elige uno de los agentes con --agente: ${packs.map((one) => one.slug).join(', ')}`)
  if (first.pack === null) {
    const errors = problems.filter(({ level }) => level === 'error')
    throw wrong(errors.map((one) => `${shown}/${formatProblem(one)}`).join('\n'))
  }
  return { ...first, pack: first.pack }
}

/** Files were changed meanwhile: the next line is answered by the new version, if it is a good one. */
function reload(chat: Chat): void {
  const { dir, shown } = chat.errand
  const { packs, problems } = lintFolder(readPrompts(dir), openBase(asset('prompts/base')))
  const pack = packs.find(({ slug }) => slug === chat.slug)?.pack ?? null
  if (pack?.version === chat.pack.version) return
  if (pack === null) {
    for (const one of problems.filter(({ level }) => level === 'error'))
      chat.say(`${shown}/${formatProblem(one)}`)
    return chat.say(`  (la versión ${chat.pack.version} sigue en uso)`)
  }
  void chat.cast.close()
  chat.pack = pack
  chat.cast = castOf(chat.errand, pack, chat.folder)
  chat.say(`  (paquete nuevo: ${pack.version})`)
}

function welcome({ say, pack, cast, channel, stage }: Chat): void {
  const { model } = cast.agent().describe()
  const who = model === 'ninguno' ? 'sin modelo: contesta con tu conocimiento' : `modelo ${model}`
  say(
    `${pack.agent.name}, de ${pack.agent.business}. ${channel}, ${wallClock(stage.now(), pack.agent.zone)}. ${who}.`,
  )
  say('Escribe como cliente. /ayuda muestra las órdenes; /salir termina.')
}

// Is the reply in the customer's language? When it is not, the model is asked once more; what is then still foreign does not leave.
import type { Turn } from './agent.ts'
import type { Consulted } from './consult.ts'
import type { Room, Scene } from './scene.ts'
import { consult } from './consult.ts'
import { languageName } from './system-prompt.ts'

/** Null when every model has failed. */
export async function consultIn(room: Room, scene: Scene, turn: Turn): Promise<Consulted | null> {
  const first = await consult(room, scene, turn)
  if (first === null || (await speaks(first, first.language))) return first
  const { language } = first
  const nudge = `Tu respuesta anterior no estaba en ${languageName(language)}. Escríbela completa en ese idioma.`
  const second = (await consult(room, scene, turn, nudge)) ?? first
  if (await speaks(second, language)) return second
  // The pack's own language may still be understood; any other is a model that has lost its way.
  if (await speaks(second, scene.desk.pack.agent.language)) return second
  const text = second.proposal.mensajes.join('\n\n')
  scene.dropped = [...scene.dropped, { text, because: 'idioma' }]
  const safe = [scene.desk.say('respuesta_segura')]
  return { ...second, proposal: { ...second.proposal, mensajes: safe, sin_respuesta: true } }
}

async function speaks({ proposal }: Consulted, language: string): Promise<boolean> {
  const { isIn } = await import('./language.ts')
  return isIn(language, proposal.mensajes.join('\n'))
}

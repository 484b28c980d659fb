// Of what is an operator told without looking? Of a call for a person with sound and title; of a customer under their control, softly, when nobody looks.
import type { LiveEvent } from './live.ts'
import type { Desk, Me } from './desk.ts'
import type { Card } from './cache.ts'
import type { Words } from './words.ts'
import { likesHere } from './likes.ts'
import { nameOf } from './preview.ts'

type Tone = 'call' | 'soft'

/** Frequencies in Hz, one after the other. */
const tones: Record<Tone, readonly number[]> = { call: [784, 988, 1175], soft: [659] }
const loudness: Record<Tone, number> = { call: 0.16, soft: 0.06 }
const noteSeconds = 0.14

/** Listens to the stream; only the tab that holds it makes sounds. Returns the way to stop. */
export function startNotices(desk: Desk, me: Me, words: Words): () => void {
  const play = createPlayer()
  const stop = desk.live.onEvent((event) => {
    if (!desk.live.leads()) return
    const called = callOf(event)
    if (called !== undefined) {
      play.sound('call')
      tell(words.notices.called(called === null ? '' : nameOf(called, words)), called)
    } else if (isForMe(event, desk, me)) play.sound('soft')
  })
  return () => {
    stop()
    play.close()
  }
}

/** Undefined when it is no call. */
function callOf(event: LiveEvent): Card | null | undefined {
  return event.type === 'call' ? event.data.conversation : undefined
}

function isForMe(event: LiveEvent, { queries }: Desk, me: Me): boolean {
  if (event.type !== 'message' || event.data.message.author !== 'contact' || !document.hidden) return false
  const card = queries.getQueryData<Card>(['card', event.data.conversationId])
  const by = card?.control.intervention?.by
  return by !== undefined && by !== 'device' && by.id === me.id
}

function tell(title: string, card: Card | null): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted' || !document.hidden) return
  const notice = new Notification(title, { tag: card?.id ?? 'relevo' })
  notice.addEventListener('click', () => window.focus())
}

/** The first press on the page lets it sound; before that a browser plays nothing. */
function createPlayer() {
  let context: AudioContext | null = null
  const unlock = (): void => {
    context ??= new AudioContext()
    void context.resume()
  }
  addEventListener('pointerdown', unlock, { once: true })
  addEventListener('keydown', unlock, { once: true })
  return {
    sound(tone: Tone): void {
      if (context === null || !likesHere().sound) return
      for (const [index, hertz] of tones[tone].entries())
        note(context, hertz, context.currentTime + index * noteSeconds, loudness[tone])
    },
    close(): void {
      removeEventListener('pointerdown', unlock)
      removeEventListener('keydown', unlock)
      void context?.close()
    },
  }
}

function note(context: AudioContext, hertz: number, at: number, loud: number): void {
  const [voice, volume] = [context.createOscillator(), context.createGain()]
  voice.frequency.value = hertz
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(loud, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.001, at + noteSeconds * 1.8)
  voice.connect(volume).connect(context.destination)
  voice.start(at)
  voice.stop(at + noteSeconds * 2)
}

// What does the model get of a voice note or a photo? The words of the one, the picture of the other; or the pack's own line.
import type { Answer } from '../../src/events.ts'
import type { HeardFile } from '../../src/agent/rehearsal/fake-openai.ts'
import type { MediaBytes } from '../../src/agent/ports.ts'
import type { Body } from '../../src/model.ts'
import type { Turn } from '../../src/agent/agent.ts'
import { afterEach, describe, expect, test } from 'bun:test'
import { openRoom, saying, type Room, type RoomOptions } from './llm-room.ts'
import { textsOf, turnOf } from './turns.ts'

let room: Room
const open = (options: RoomOptions): Room => (room = openRoom(options))
afterEach(() => room.close())

const answer = (burst: readonly (string | Body)[], more: Partial<Turn> = {}): Promise<Answer> =>
  room.agent.answer(turnOf(burst, { turns: 3, ...more }), new AbortController().signal)
const paths = (): readonly string[] => room.fake.journal.map(({ path }) => path.replace('/v1/', ''))
const lastBody = (): string => JSON.stringify(room.fake.journal.at(-1)?.body)

const voice: Body = { kind: 'media', media: 'audio', ref: '1', mime: 'audio/ogg; codecs=opus', voice: true }
const media = (mime: string, size = 10): MediaBytes => ({
  ...{ mime, filename: 'archivo.bin' },
  bytes: new Uint8Array(size).fill(7),
})
const ogg = async (): Promise<MediaBytes> => media('audio/ogg; codecs=opus')
const notHeard = 'No puedo escuchar audios por ahora, ¿me lo escribes?'

describe('a voice note', () => {
  test('is the customer’s own text in this turn, and paid for once', async () => {
    const heard: HeardFile[] = []
    open({
      ...{ voice: true, readMedia: ogg },
      transcribe: (file) => {
        heard.push(file)
        return { text: ' ¿Dan factura? Mi correo es ana@example.com ' }
      },
      chat: () => saying('Sí, damos factura.'),
    })
    const found = await answer([voice])
    expect(textsOf(found)).toEqual(['Sí, damos factura.'])
    expect(paths()).toEqual(['audio/transcriptions', 'chat/completions'])
    expect(found.transcripts).toEqual([
      { message: 'msg_0', text: '¿Dan factura? Mi correo es ana@example.com' },
    ])
    expect(found.data).toEqual({ correo: 'ana@example.com' })
    expect(found.findings).toMatchObject([{ tag: 'Lead', quote: 'ana@example.com', message: 'msg_0' }])
    expect(found.usage.requests).toBe(2)
    expect(lastBody()).toContain('[nota de voz] ¿Dan factura?')
    expect(heard).toMatchObject([{ name: 'nota.ogg', type: 'audio/ogg', size: 10, language: null }])
    expect(heard[0]?.prompt).toStartWith('Vivero Colibrí, Lila.')
  })

  test('that asks for a person is handed over without a chat request', async () => {
    open({
      ...{ voice: true, readMedia: ogg },
      transcribe: () => ({ text: 'quiero hablar con una persona' }),
      chat: () => saying('no'),
    })
    const found = await answer([voice])
    expect(found.findings).toMatchObject([{ tag: 'Escalar', message: 'msg_0' }])
    expect(paths()).toEqual(['audio/transcriptions'])
    expect(found.transcripts).toHaveLength(1)
  })

  test('that was heard before is not heard again', async () => {
    open({ voice: true, readMedia: ogg, chat: () => saying('Sí.') })
    await answer([{ ...voice, transcript: '¿dan factura?' }])
    expect(paths()).toEqual(['chat/completions'])
  })

  const deaf: readonly (readonly [string, Partial<RoomOptions>])[] = [
    ['nobody can hear', { voice: false }],
    ['its bytes never come', { voice: true, readMedia: async () => null }],
    ['it is too large', { voice: true, readMedia: async () => media('audio/ogg', 25 * 2 ** 20 + 1) }],
    [
      'the server refuses it',
      { voice: true, readMedia: ogg, transcribe: () => ({ fault: 'status', status: 400 }) },
    ],
    [
      'the server fails',
      { voice: true, readMedia: ogg, transcribe: () => ({ fault: 'status', status: 401 }) },
    ],
    ['nothing is said in it', { voice: true, readMedia: ogg, transcribe: () => ({ text: '  ' }) }],
  ]
  test.each(deaf)('gets the pack’s line when %s, and blocks nobody', async (_, options) => {
    open({ chat: () => saying('Sí, damos factura.'), ...options })
    expect(textsOf(await answer([voice]))).toEqual([notHeard])
    expect(textsOf(await answer([voice, '¿dan factura?']))).toEqual([notHeard, 'Sí, damos factura.'])
  })

  test('that hangs is given up with the turn', async () => {
    open({ voice: true, readMedia: ogg, transcribe: () => ({ fault: 'hang' }), chat: () => saying('no') })
    const stop = new AbortController()
    const waiting = room.agent.answer(turnOf([voice]), stop.signal)
    while (paths().length === 0) await Bun.sleep(2)
    stop.abort()
    expect(await waiting.catch(() => 'thrown')).toBe('thrown')
    expect(paths()).toEqual(['audio/transcriptions'])
  })
})

describe('a photo', () => {
  const photo: Body = { kind: 'media', media: 'image', ref: '1', caption: '¿qué planta es?' }

  test('is shown to a model that sees', async () => {
    open({ readMedia: async () => media('image/jpeg'), chat: () => saying('Parece una monstera.') })
    await answer([photo])
    expect(lastBody()).toContain('"url":"data:image/jpeg;base64,BwcHBwcHBwcHBw=="')
    expect(lastBody()).toContain('[imagen] ¿qué planta es?')
  })

  const unseen: readonly (readonly [string, Partial<RoomOptions>])[] = [
    [
      'the model does not see',
      { model: 'qwen3:8b', fallback: null, readMedia: async () => media('image/png') },
    ],
    ['its bytes never come', { readMedia: async () => null }],
    ['it is too large', { readMedia: async () => media('image/png', 5 * 2 ** 20 + 1) }],
    ['it is a document that can act', { readMedia: async () => media('image/svg+xml') }],
  ]
  test.each(unseen)('is told as one when %s', async (_, options) => {
    open({ chat: () => saying('¿Me cuentas cómo es?'), ...options })
    await answer([photo])
    expect(lastBody()).not.toContain('base64')
    expect(lastBody()).toContain('[imagen] ¿qué planta es?')
  })

  test('of five megabytes is still shown', async () => {
    open({ readMedia: async () => media('image/png', 5 * 2 ** 20), chat: () => saying('Es una monstera.') })
    await answer([photo])
    expect(lastBody()).toContain('base64')
  })
})

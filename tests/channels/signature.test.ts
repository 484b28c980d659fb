// Whom does the door believe? Captured deliveries with their secrets, and every way to be almost right.
import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerChallenge, isSigned } from '../../src/channels/meta/signature.ts'
import { corpus } from './corpus.ts'

const secret = 'live-secret'
const body = new TextEncoder().encode('{"object":"page","entry":[]}')

function sign(raw: Uint8Array, key: string): string {
  return `sha256=${new Bun.CryptoHasher('sha256', key).update(raw).digest('hex')}`
}

function headers(value: string): Headers {
  return new Headers({ 'x-hub-signature-256': value })
}

interface Vector {
  readonly file: string
  readonly app_secret: string
  readonly computed_sha256: string
}

describe('a signature', () => {
  test('of a captured delivery holds over its raw bytes, and only over them', () => {
    const folder = corpus ?? ''
    const written = corpus === null ? '[]' : readFileSync(join(folder, 'signatures/VECTORS.json'), 'utf8')
    const vectors = JSON.parse(written) as readonly Vector[]
    expect(vectors.length).toBe(corpus === null ? 0 : 3)
    for (const vector of vectors) {
      const raw = new Uint8Array(readFileSync(join(folder, vector.file)))
      expect([vector.file, isSigned(raw, headers(vector.computed_sha256), [vector.app_secret])]).toEqual([
        vector.file,
        true,
      ])
      const longer = new Uint8Array([...raw, 32])
      expect(isSigned(longer, headers(vector.computed_sha256), [vector.app_secret])).toBe(false)
    }
  })

  test('is made over escaped bytes, so that reading and writing them again breaks it', () => {
    const escaped = new TextEncoder().encode(String.raw`{"text":"\u00e4\u00f6"}`)
    const again = new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder().decode(escaped))))
    expect(isSigned(escaped, headers(sign(escaped, secret)), [secret])).toBe(true)
    expect(isSigned(again, headers(sign(escaped, secret)), [secret])).toBe(false)
  })

  test.each([
    ['the only secret', [secret], true],
    ['the old one beside the new', ['new', secret], true],
    ['the new one beside the old', [secret, 'old'], true],
    ['another secret', ['other'], false],
    ['no secret', [], false],
    ['an empty secret', [''], false],
  ])('under %s', (_name, secrets, believed) => {
    expect(isSigned(body, headers(sign(body, secret)), secrets)).toBe(believed)
  })

  test('under an empty secret nobody is believed', () => {
    const made = `sha256=${new Bun.CryptoHasher('sha256', '').update(body).digest('hex')}`
    expect(isSigned(body, headers(made), ['', secret])).toBe(false)
  })

  const good = sign(body, secret)
  test.each([
    ['in capitals', good.toUpperCase()],
    ['with hex in capitals', `sha256=${good.slice(7).toUpperCase()}`],
    ['without its prefix', good.slice(7)],
    ['as SHA-1', `sha1=${good.slice(7)}`],
    ['one digit short', good.slice(0, -1)],
    ['one digit long', `${good}0`],
    ['one digit wrong', `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`],
    ['empty', ''],
    ['of something else', 'sha256='],
    ['twice in one', `${good}, ${good}`],
    ['with more behind it', `${good}\t;`],
  ])('%s is none', (_name, value) => {
    expect(isSigned(body, headers(value), [secret])).toBe(false)
  })

  test('a header that is missing, or comes twice, or has the old name, is none', () => {
    const twice = new Headers()
    twice.append('x-hub-signature-256', good)
    twice.append('x-hub-signature-256', good)
    expect(isSigned(body, twice, [secret])).toBe(false)
    expect(isSigned(body, new Headers(), [secret])).toBe(false)
    expect(isSigned(body, new Headers({ 'x-hub-signature': good }), [secret])).toBe(false)
  })
})

describe('the handshake', () => {
  const settings = {
    appId: null,
    appSecrets: [],
    verifyToken: 'token',
    graphUrl: 'https://g',
    graphVersion: 'v25.0',
  }
  const query = (mode: string, token: string, challenge: string): URLSearchParams =>
    new URLSearchParams({ 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge })

  test.each([
    ['answers the challenge as it is', query('subscribe', 'token', '0001158201444'), '0001158201444'],
    ['answers a challenge that is no number', query('subscribe', 'token', 'a b&c'), 'a b&c'],
    ['refuses another token', query('subscribe', 'Token', '1'), null],
    ['refuses no token', query('subscribe', '', '1'), null],
    ['refuses another mode', query('unsubscribe', 'token', '1'), null],
    ['refuses no challenge', query('subscribe', 'token', ''), null],
    ['refuses nothing at all', new URLSearchParams(), null],
  ])('%s', (_name, asked, answer) => {
    expect(answerChallenge(asked, settings)).toBe(answer)
  })

  test('without a token of our own nobody is answered', () => {
    expect(answerChallenge(query('subscribe', '', '1'), { ...settings, verifyToken: '' })).toBeNull()
  })
})

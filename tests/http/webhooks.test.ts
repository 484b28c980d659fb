// Does the door keep what is signed, under the right channel, and refuse what is not? Over real HTTP, a real inbox file and real signatures.
import type { Door, DoorOptions } from './door.ts'
import { afterEach, describe, expect, test } from 'bun:test'
import { bytes, chunk, chunkedHead, MESSAGE, openDoor, rawRequest, secretOf } from './door.ts'
import { sign } from './scripted-channel.ts'

const doors: Door[] = []
afterEach(async () => {
  for (const door of doors.splice(0)) await door.close()
})

function open(options: DoorOptions = {}): Door {
  const door = openDoor(options)
  doors.push(door)
  return door
}

describe('a signed delivery', () => {
  test.each(['whatsapp', 'messenger', 'instagram'])('for %s is kept and answered 200', async (channel) => {
    const door = open()
    const answer = await door.post(channel, MESSAGE)
    expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
    expect(await door.kept()).toEqual([{ channel: channel as 'whatsapp', text: MESSAGE }])
  })

  test('is kept byte for byte, escaped and raw unicode alike', async () => {
    const door = open()
    const body = '{"text":"\\u00e4\\ud83d\\ude00 äöå 😀","n":9007199254740993,  "z" : 1e999}\n'
    expect((await door.post('whatsapp', body)).status).toBe(200)
    const [delivery] = await door.inbox.read(0, 1)
    expect(delivery!.raw).toEqual(bytes(body))
  })

  test.each([
    ['broken', '{"object":'],
    ['empty', ''],
    ['not an object', 'null'],
    ['a hundred thousand levels deep', '['.repeat(100_000)],
    ['poisoned', '{"__proto__":{"x":1},"object":1e999}'],
    ['with a lone surrogate and a NUL', '{"a":"\\ud800\\u0000"}'],
    ['with a byte order mark', '\ufeff{}'],
  ])('whose JSON is %s is kept and answered 200', async (_, body) => {
    const door = open()
    expect((await door.post('whatsapp', body)).status).toBe(200)
    expect((await door.post('whatsapp', body)).status).toBe(200)
    expect((await door.kept()).map((each) => each.text.length)).toHaveLength(2)
  })

  test('that is no UTF-8 at all is kept byte for byte', async () => {
    const door = open()
    const body = new Uint8Array([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x80])
    expect((await door.post('whatsapp', body)).status).toBe(200)
    expect((await door.inbox.read(0, 1))[0]!.raw).toEqual(body)
  })

  test('without a length, in chunks, is kept whole', async () => {
    const door = open()
    const half = MESSAGE.length >> 1
    const chunks = [MESSAGE.slice(0, half), MESSAGE.slice(half)].map(chunk)
    expect(await rawRequest(door.port, chunkedHead(MESSAGE), ...chunks, '0\r\n\r\n')).toBe(200)
    expect(await door.kept()).toEqual([{ channel: 'whatsapp', text: MESSAGE }])
  })
})

describe('a signature', () => {
  const good = sign(bytes(MESSAGE), secretOf('whatsapp'))
  test.each([
    ['missing', ''],
    ['of another secret', sign(bytes(MESSAGE), 'other')],
    ['of another channel', sign(bytes(MESSAGE), secretOf('messenger'))],
    ['of another body', sign(bytes(`${MESSAGE} `), secretOf('whatsapp'))],
    ['with one digit changed', `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`],
    ['cut', good.slice(0, -1)],
    ['in upper case', good.toUpperCase()],
    ['named sha1', good.replace('sha256', 'sha1')],
    ['without its name', good.slice(7)],
    ['said twice in one header', `${good}, ${good}`],
  ])('that is %s is answered 401 and nothing is kept', async (_, signature) => {
    const door = open()
    const answer = await door.post('whatsapp', MESSAGE, signature)
    expect(answer.status).toBe(401)
    expect(await door.kept()).toEqual([])
    expect(door.logged.join()).toContain('signature refused')
    expect(door.logged.join()).not.toContain(MESSAGE)
  })

  test('in two headers is answered 401', async () => {
    const door = open()
    const line = `X-Hub-Signature-256: ${good}\r\n`
    const head = `POST /webhooks/whatsapp HTTP/1.1\r\nHost: x\r\nContent-Length: ${MESSAGE.length}\r\n`
    expect(await rawRequest(door.port, `${head}${line}${line}\r\n${MESSAGE}`)).toBe(401)
    expect(await rawRequest(door.port, `${head}X-Hub-Signature: ${good}\r\n\r\n${MESSAGE}`)).toBe(401)
    expect(await rawRequest(door.port, `${head}${line}\r\n${MESSAGE}`)).toBe(200)
  })
})

describe('a channel that is not configured', () => {
  test('is answered 404 and nothing is kept', async () => {
    const door = open({ configured: ['whatsapp', 'web'] })
    expect((await door.post('messenger', MESSAGE)).status).toBe(404)
    expect((await door.post('web', MESSAGE)).status).toBe(404)
    expect((await fetch(`${door.url}/webhooks/messenger?hub.mode=subscribe`)).status).toBe(404)
    expect(await door.kept()).toEqual([])
  })

  test('leaves no common callback when it is the last one', async () => {
    const door = open({ configured: ['web'] })
    expect((await door.post('meta', MESSAGE)).status).toBe(404)
  })
})

describe('the common callback', () => {
  test.each([
    ['whatsapp', '{"object":"whatsapp_business_account","entry":[]}'],
    ['messenger', '{"entry":[{"object":"instagram","x":"\\"}"}] , "object" :\n"page"}'],
    ['instagram', '{"object":"instagram"}'],
    ['whatsapp', '{"object":"permissions"}'],
    ['whatsapp', '{"entry":[{"object":"page"}]}'],
    ['whatsapp', '{"object":7,"x":"page"}'],
    ['whatsapp', 'no JSON'],
  ])('keeps under %s the delivery %p', async (channel, body) => {
    const door = open()
    const answer = await door.post('meta', body, sign(bytes(body), secretOf('whatsapp')))
    expect(answer.status).toBe(200)
    expect(await door.kept()).toEqual([{ channel: channel as 'whatsapp', text: body }])
  })

  test('takes the secret of any configured channel, and no other', async () => {
    const door = open()
    for (const secret of [secretOf('whatsapp'), secretOf('messenger'), secretOf('instagram')])
      expect((await door.post('meta', MESSAGE, sign(bytes(MESSAGE), secret))).status).toBe(200)
    expect((await door.post('meta', MESSAGE, sign(bytes(MESSAGE), 'other'))).status).toBe(401)
  })

  test('keeps what belongs to a channel that is not configured under the one that signed', async () => {
    const door = open({ configured: ['messenger', 'instagram'] })
    expect((await door.post('meta', MESSAGE, sign(bytes(MESSAGE), secretOf('instagram')))).status).toBe(200)
    expect(await door.kept()).toEqual([{ channel: 'instagram', text: MESSAGE }])
  })
})

describe('the handshake', () => {
  const query = (channel: string) =>
    new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.challenge': '0115820<1>',
      'hub.verify_token': `token of ${channel}`,
    })
  test.each([
    ['whatsapp', 'whatsapp', 200, '0115820<1>'],
    ['messenger', 'messenger', 200, '0115820<1>'],
    ['meta', 'instagram', 200, '0115820<1>'],
    ['whatsapp', 'messenger', 403, 'forbidden'],
    ['meta', 'web', 403, 'forbidden'],
  ])('of %s with the token of %s is answered %p with %p', async (path, token, status, text) => {
    const door = open()
    const answer = await fetch(`${door.url}/webhooks/${path}?${query(token)}`)
    expect([answer.status, await answer.text()]).toEqual([status, text])
    expect(answer.headers.get('content-type')).toStartWith('text/plain')
  })
})

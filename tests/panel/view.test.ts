// Does the address say all of the view, and the view all of the address?
import { describe, expect, test } from 'bun:test'
import { filterOf, isPlain, parseView, urlOf, type View } from '../../src/http/panel/view.ts'

const none: View = { screen: 'inbox', open: null, channel: null, chip: null, tag: null, q: null, at: null }
const placeOf = (url: string) => new URL(url, 'http://relevo.example')

describe('an address', () => {
  test.each([
    ['/panel', none],
    ['/panel/', none],
    ['/panel/inbox', none],
    [
      '/panel/inbox/cnv_01?channel=instagram&view=escalate&at=msg_9',
      {
        ...none,
        open: 'cnv_01',
        channel: 'instagram',
        chip: 'escalate',
        at: 'msg_9',
      },
    ],
    ['/panel/inbox?tag=Env%C3%ADos&q=a%26b', { ...none, tag: 'Envíos', q: 'a&b' }],
    ['/panel/dashboard', { ...none, screen: 'dashboard' }],
    ['/panel/knowledge/knowledge/envios.md', { ...none, screen: 'knowledge', open: 'knowledge/envios.md' }],
    ['/panel/nowhere?channel=telegram&view=all', none],
    ['/panel/inbox/%E0%A4%A', { ...none, open: '%E0%A4%A' }],
  ] as const)('%s', (url, view) => {
    expect(parseView(placeOf(url))).toEqual(view)
  })

  test('of a view leads back to that view, whatever stands in it', () => {
    for (const over of [
      { open: 'cnv_1', at: 'msg_2' },
      { tag: 'Ñandú & más', q: '«hola» ?#/' },
      { screen: 'knowledge', open: 'tags/a b.md' },
      { channel: 'web', chip: 'paused' },
    ] as const) {
      const view = { ...none, ...over }
      expect(parseView(placeOf(urlOf(view)))).toEqual(view)
    }
  })
})

describe('what the server is asked for', () => {
  test.each([
    ['escalate', 'Escalar', null],
    ['lead', 'Lead', null],
    ['unread', null, 'unread'],
    ['closing', null, 'closing'],
  ] as const)('the chip %s', (chip, tag, state) => {
    expect(filterOf({ ...none, chip })).toMatchObject({ tag, state })
  })

  test('only a list without chip, tag and words knows its members without asking', () => {
    expect(isPlain(filterOf({ ...none, channel: 'web' }))).toBe(true)
    for (const over of [{ chip: 'lead' }, { chip: 'unread' }, { tag: 'x' }, { q: 'x' }] as const)
      expect(isPlain(filterOf({ ...none, ...over }))).toBe(false)
  })
})

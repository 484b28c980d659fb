// When may what leave? Before, at and after each end of the window.
import { describe, expect, test } from 'bun:test'
import type { Body } from '../../src/model.ts'
import { mayLeave, windowClosesAt, windowMarginMs } from '../../src/rules/window.ts'
import { hour, start, stateOf } from '../support/states.ts'

const text: Body = { kind: 'text', text: 'hola' }
const template: Body = { kind: 'template', name: 'seguimiento', language: 'es_MX', params: [] }
const picture: Body = { kind: 'media', media: 'image', ref: 'https://example.com/a.jpg' }
const closes = start + 24 * hour - windowMarginMs
const humanCloses = start + 7 * 24 * hour - windowMarginMs

describe('the 24-hour window', () => {
  test.each(['whatsapp', 'messenger', 'instagram'] as const)(
    'on %s free-form text of the agent leaves until it closes, and not at that instant',
    (channel) => {
      const state = stateOf(channel)
      expect(mayLeave(text, 'agent', state, closes - 1)).toEqual({ ok: true, human: false })
      expect(mayLeave(text, 'agent', state, closes)).toEqual({ ok: false, because: 'window-closed' })
      expect(mayLeave(text, 'agent', state, closes + 1)).toEqual({ ok: false, because: 'window-closed' })
    },
  )

  test.each(['messenger', 'instagram'] as const)(
    'on %s what a person typed leaves as HUMAN_AGENT for seven days',
    (channel) => {
      const state = stateOf(channel)
      expect(mayLeave(text, 'operator', state, closes - 1)).toEqual({ ok: true, human: false })
      expect(mayLeave(text, 'operator', state, closes)).toEqual({ ok: true, human: true })
      expect(mayLeave(text, 'operator', state, humanCloses - 1)).toEqual({ ok: true, human: true })
      expect(mayLeave(text, 'operator', state, humanCloses)).toEqual({ ok: false, because: 'window-closed' })
      expect(mayLeave(picture, 'operator', state, closes)).toEqual({ ok: false, because: 'window-closed' })
    },
  )

  test('on WhatsApp only a template follows the window, at any time', () => {
    const state = stateOf('whatsapp')
    expect(mayLeave(text, 'operator', state, closes)).toEqual({ ok: false, because: 'window-closed' })
    expect(mayLeave(template, 'operator', state, closes + 90 * 24 * hour)).toEqual({ ok: true, human: false })
    expect(mayLeave(template, 'operator', stateOf('messenger'), start)).toEqual({
      ok: false,
      because: 'no-templates',
    })
  })

  test('the site chat has no window, and a customer who never wrote opens none', () => {
    expect(mayLeave(text, 'agent', stateOf('web'), start + 900 * hour)).toEqual({ ok: true, human: false })
    expect(mayLeave(text, 'agent', stateOf('whatsapp', { lastInboundAt: null }), start)).toEqual({
      ok: false,
      because: 'window-closed',
    })
  })

  test('the panel counts down to the real end, without the margin', () => {
    expect(windowClosesAt(stateOf('whatsapp'))).toBe(start + 24 * hour)
    expect(windowClosesAt(stateOf('whatsapp', { windowOpen: false }))).toBeNull()
    expect(windowClosesAt(stateOf('web'))).toBeNull()
  })
})

// Does the second factor say what authenticator apps say, and may this be a password?
import { describe, expect, test } from 'bun:test'
import { whyWeak } from '../../src/http/passwords.ts'
import { base32, codeAt, stepOf } from '../../src/http/totp.ts'

/** RFC 6238, appendix B: the last six of its eight digits, for SHA-1. */
const secret = Buffer.from('12345678901234567890').toString('hex')

describe('codes', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('of the standard at second %i: %s', (second, code) => {
    expect(codeAt(secret, Math.floor(second / 30))).toBe(code)
    expect(stepOf(secret, code, second * 1_000)).toBe(Math.floor(second / 30))
  })

  test.each([
    [-2, null],
    [-1, 99],
    [0, 100],
    [1, 101],
    [2, null],
  ])('%i half minutes away count as %p', (away, step) => {
    expect(stepOf(secret, codeAt(secret, 100 + away), 100 * 30_000)).toBe(step)
  })

  test.each(['', '12345', '1234567', 'abcdef', '-12345', '12 345'])('%p is none', (code) => {
    expect(stepOf(secret, code, 0)).toBeNull()
  })

  test.each([
    ['', ''],
    ['66', 'MY'],
    ['666f', 'MZXQ'],
    ['666f6f', 'MZXW6'],
    ['666f6f626172', 'MZXW6YTBOI'],
  ])('%p in letters is %p, as RFC 4648 has it', (hex, letters) => {
    expect(base32(hex)).toBe(letters)
  })
})

describe('a password', () => {
  const luz = { email: 'luz.maria@floreria.example', name: 'Luz María', totp: false }
  test.each([
    ['caballo correcto bateria', null],
    ['un molino azul junto al lago', null],
    ['Ñandú-pérgola-zafiro', null],
    ['zafiro pergola', 'short'],
    ['zafiro pergolas', null],
    ['zafiro pergolas!', null],
    ['x'.repeat(256), 'common'],
    [`${'zafiro pergola '.repeat(18)}`, 'long'],
    ['passwordpassword', 'common'],
    ['Contraseña-2026-Contraseña', 'common'],
    ['123456789012345678', 'common'],
    ['qwertyuiopasdfghjkl', 'common'],
    ['aaaaaaaaaaaaaaaaaaaa', 'common'],
    ['luzmaria1234567890', 'common'],
    ['Floreria-Luz-Maria-2026', 'common'],
    ['relevo-admin-relevo-admin', 'common'],
  ])('%p: %p', (password, because) => {
    expect(whyWeak(password, luz)).toBe(because as ReturnType<typeof whyWeak>)
  })

  test.each([
    ['zafiros', 'short'],
    ['zafiro p', null],
    ['password1!', 'common'],
  ])('beside a second factor may be shorter: %p %p', (password, because) => {
    expect(whyWeak(password, { ...luz, totp: true })).toBe(because as ReturnType<typeof whyWeak>)
  })
})

// Which e-mails and phone numbers does the floor read out of a message, and which digits does it leave alone?
import { describe, expect, test } from 'bun:test'
import { findEmails } from '../../src/agent/floor/emails.ts'
import { countryOf, findPhones } from '../../src/agent/floor/phones.ts'

const emails: readonly (readonly [string, readonly string[]])[] = [
  ['mi correo es ana.lopez@example.com', ['ana.lopez@example.com']],
  ['Ana.Lopez@Example.COM', ['ana.lopez@example.com']],
  ['escríbeme a ana@example.com.', ['ana@example.com']],
  ['ana@example.com, gracias', ['ana@example.com']],
  ['(ana@example.com)', ['ana@example.com']],
  ['correo:ana+cafe@mail.example.com.mx', ['ana+cafe@mail.example.com.mx']],
  ['ana_lopez-3@example.co', ['ana_lopez-3@example.co']],
  ['ana arroba gmail punto com', ['ana@gmail.com']],
  ['Ana punto lopez arroba hotmail punto com punto mx', ['ana.lopez@hotmail.com.mx']],
  ['ana guion bajo lopez arroba gmail.com', ['ana_lopez@gmail.com']],
  ['ana arroba miempresa punto com', ['ana@miempresa.com']],
  ['ana arroba uol ponto com ponto br', ['ana@uol.com.br']],
  ['ana at gmail dot com', ['ana@gmail.com']],
  ['ana @ gmail.com', ['ana@gmail.com']],
  ['ana@ gmail.com', ['ana@gmail.com']],
  ['ana @gmail.com', ['ana@gmail.com']],
  ['ana@gmail,com', ['ana@gmail.com']],
  ['ana@uno.com y beto@dos.com', ['ana@uno.com', 'beto@dos.com']],
  ['sígueme en @casa.mx', []],
  ['a@b', []],
  ['@usuario', []],
  ['ana@gmail', []],
  ['mira foto@2x.png', []],
  ['https://maps.example.com/@19.43,-99.13,15z', []],
  ['nos vemos at home dot com', []],
  ['una arroba de café', []],
  ['cuesta 3@ 20 pesos', []],
]

const phones: readonly (readonly [string, string, readonly string[]])[] = [
  ['MX', 'mi cel es 55 1234 5678', ['+525512345678']],
  ['MX', '5512345678', ['+525512345678']],
  ['MX', '(55) 1234-5678', ['+525512345678']],
  ['MX', '55-12-34-56-78', ['+525512345678']],
  ['MX', '55.1234.5678', ['+525512345678']],
  ['MX', '+52 55 1234 5678', ['+525512345678']],
  ['MX', '+52 1 55 1234 5678', ['+525512345678']],
  ['MX', '+5215512345678', ['+525512345678']],
  ['MX', '5215512345678', ['+525512345678']],
  ['MX', '52 55 1234 5678', ['+525512345678']],
  ['MX', '044 55 1234 5678', ['+525512345678']],
  ['MX', '01 33 1234 5678', ['+523312345678']],
  ['MX', '00 52 55 1234 5678', ['+525512345678']],
  ['MX', 'es el 5512345678.', ['+525512345678']],
  ['MX', 'tel:5512345678 gracias', ['+525512345678']],
  ['AR', '011 15 2345 6789', ['+5491123456789']],
  ['AR', '11 2345 6789', ['+541123456789']],
  ['AR', '+54 9 11 2345-6789', ['+5491123456789']],
  ['CO', '310 123 4567', ['+573101234567']],
  ['CO', '601 234 5678', ['+576012345678']],
  ['CL', '9 1234 5678', ['+56912345678']],
  ['PE', '987 654 321', ['+51987654321']],
  ['ES', '612 34 56 78', ['+34612345678']],
  ['BR', '(11) 98765-4321', ['+5511987654321']],
  ['BR', '+55 11 98765 4321', ['+5511987654321']],
  ['US', '(415) 555-2671', ['+14155552671']],
  ['MX', 'llámame al +1 415 555 2671', ['+14155552671']],
  ['MX', '+44 20 7946 0958', ['+442079460958']],
  ['MX', '5512345678 o 3312345678', ['+525512345678', '+523312345678']],
  ['MX', 'mi pedido 1234 y mi cel 5512345678', ['+525512345678']],
  ['MX', 'el anticipo fue de $5512345678', []],
  ['MX', 'son 1,250,000 pesos', []],
  ['MX', '5512345678 pesos', []],
  ['MX', 'pedido 5512345678', []],
  ['MX', 'mi número de pedido es 5512345678', []],
  ['MX', 'folio: 5512345678', []],
  ['MX', 'factura A-5512345678', []],
  ['MX', 'guía 5512345678', []],
  ['MX', 'mi cuenta es 5512345678', []],
  ['MX', 'CLABE 012345678901234567', []],
  ['MX', '4111 1111 1111 1111', []],
  ['MX', '4111111111111111', []],
  ['MX', '3782 822463 10005', []],
  ['MX', '12/03/2026 15:30', []],
  ['MX', '2026-03-12', []],
  ['MX', 'el 14 de marzo de 2026', []],
  ['MX', 'de 9:00 a 19:00', []],
  ['MX', '1512345678', []],
  ['MX', '551234567', []],
  ['MX', '55123456789', []],
  ['MX', '+52 551234567', []],
  ['MX', 'somos 80 personas', []],
  ['MX', 'https://example.com/p/5512345678', []],
  ['MX', '7501234567890', []],
  ['MX', 'código 5512345678', []],
  ['AR', 'mi DNI es 1123456789', []],
  ['ES', '512345678', []],
  ['XX', '5512345678', []],
  ['XX', '+52 55 1234 5678', ['+525512345678']],
  ['MX', '+52 (1) 55 1234 5678', ['+525512345678']],
  ['MX', '52 1 55 1234 5678', ['+525512345678']],
  ['MX', '800 123 4567', []],
  ['AR', '0351 15 612 3456', ['+5493516123456']],
  ['UY', '099 123 456', ['+59899123456']],
  ['EC', '099 123 4567', ['+593991234567']],
  ['GT', '5123 4567', ['+50251234567']],
  ['CR', '8312 3456', ['+50683123456']],
  ['VE', '0414 123 4567', ['+584141234567']],
  ['FR', '06 12 34 56 78', ['+33612345678']],
  ['DE', '0151 23456789', ['+4915123456789']],
  ['GB', '07400 123456', ['+447400123456']],
  ['PT', '912 345 678', ['+351912345678']],
  ['MX', '+1 (809) 555-0123', ['+18095550123']],
  ['MX', '+34 612 34 56 78', ['+34612345678']],
  ['MX', '+999 12345678', []],
]

describe('an e-mail address', () => {
  test.each(emails)('in "%s" is %p', (text, expected) => {
    expect(findEmails(text).map(({ value }) => value)).toEqual([...expected])
  })
})

describe('a phone number', () => {
  test.each(phones)('at home in %s, in "%s", is %p', (country, text, expected) => {
    expect(findPhones(text, country).map(({ value }) => value)).toEqual([...expected])
  })

  test('is quoted as the customer wrote it', () => {
    const text = 'Márcame al (55) 1234-5678 porfa'
    const [found] = findPhones(text, 'MX')
    expect(text.slice(found?.start, found?.end)).toBe('(55) 1234-5678')
  })

  test.each([
    ['5215512345678', 'MX'],
    ['+5491123456789', 'AR'],
    ['14155552671', 'US'],
    ['59899123456', 'UY'],
    ['351912345678', 'PT'],
    ['99912345678', null],
    ['ig-user-17841', null],
  ] as const)('of a contact, %s, tells the country %p', (address, country) => {
    expect(countryOf(address)).toBe(country)
  })
})

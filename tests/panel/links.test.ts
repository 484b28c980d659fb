// Which parts of a customer's text may be pressed? Addresses of http and https, and nothing else.
import { expect, test } from 'bun:test'
import { piecesOf } from '../../src/http/panel/links.ts'

const links = (text: string): readonly string[] => piecesOf(text).flatMap(({ href }) => href ?? [])

test.each([
  ['mira https://tienda.example/a?b=1.', ['https://tienda.example/a?b=1']],
  ['(http://uno.example) y https://dos.example!', ['http://uno.example/', 'https://dos.example/']],
  ['javascript:alert(1) data:text/html,x file:///etc/passwd', []],
  ['HTTPS://GRANDE.example', ['https://grande.example/']],
  ['https://', []],
  ['https://tienda.example"onmouseover="alert(1)', ['https://tienda.example/']],
  ['sin enlaces', []],
])('%s', (text, expected) => {
  expect(links(text)).toEqual([...expected])
})

test('nothing of the text is lost', () => {
  for (const text of ['a https://x.example, b', 'https://x.example', '', '  https://[ ] '])
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
})

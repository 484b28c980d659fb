// Which `object` does a delivery name? Read off the bytes at the top level, without parsing what may be 4 MB of anything.

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const KEY = 'object'
const LONGEST = 64

/** The text of the first top-level member `"object"`, or null when there is none that a platform would write. */
export function topLevelObject(raw: Uint8Array): string | null {
  let depth = 0
  for (let at = 0; at < raw.length; at++) {
    const byte = raw[at]
    if (byte === QUOTE) {
      const end = endOfString(raw, at)
      if (depth === 1 && textBetween(raw, at, end) === KEY) {
        const colon = nextInk(raw, end + 1)
        if (raw[colon] === COLON) return stringAt(raw, nextInk(raw, colon + 1))
      }
      at = end
    } else if (byte === 0x7b || byte === 0x5b) depth++
    else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return null
}

function endOfString(raw: Uint8Array, open: number): number {
  let at = open + 1
  while (at < raw.length && raw[at] !== QUOTE) at += raw[at] === BACKSLASH ? 2 : 1
  return at
}

function nextInk(raw: Uint8Array, from: number): number {
  let at = from
  while (at < raw.length && (raw[at] ?? 0) <= 0x20) at++
  return at
}

function stringAt(raw: Uint8Array, at: number): string | null {
  return raw[at] === QUOTE ? textBetween(raw, at, endOfString(raw, at)) : null
}

function textBetween(raw: Uint8Array, open: number, close: number): string | null {
  const length = close - open - 1
  return length > LONGEST ? null : String.fromCharCode(...raw.subarray(open + 1, close))
}

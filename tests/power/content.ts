// What does delivery number n say? The child writes it and the checker knows it again, byte for byte.

export function contentOf(name: number): Uint8Array {
  const length = 200 + ((name * 977) % 3_000)
  const raw = new Uint8Array(length)
  for (let at = 0; at < length; at++) raw[at] = (name * 31 + at * 17) & 0xff
  new DataView(raw.buffer).setUint32(0, name)
  return raw
}

export function nameOf(raw: Uint8Array): number {
  return raw.length < 4 ? 0 : new DataView(raw.buffer, raw.byteOffset).getUint32(0)
}

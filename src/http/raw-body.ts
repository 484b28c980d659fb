// How is a body read that must be kept byte for byte? Once, whole, and never beyond its limit, even when it does not say how long it is.

/** `too-long` as soon as that is certain; `cut` when the sender went away before the end. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | 'too-long' | 'cut'> {
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) > maxBytes) return 'too-long'
  try {
    if (announced !== null) return within(await request.bytes(), maxBytes)
    return await readStream(request, maxBytes)
  } catch {
    return 'cut'
  }
}

async function readStream(request: Request, maxBytes: number): Promise<Uint8Array | 'too-long'> {
  if (request.body === null) return new Uint8Array()
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of request.body) {
    bytes += part.length
    if (bytes > maxBytes) return 'too-long'
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function within(bytes: Uint8Array, maxBytes: number): Uint8Array | 'too-long' {
  return bytes.length > maxBytes ? 'too-long' : bytes
}

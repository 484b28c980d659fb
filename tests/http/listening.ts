// How does a test hear a stream? It reads events one by one, and remembers where it is.
export interface Heard {
  readonly id: string
  readonly type: string
  readonly data: unknown
}

export interface Listening {
  readonly response: Response
  /** The next event of that type; others are passed over. */
  next(type: string): Promise<Heard>
  /** Everything that arrives before the next event of that type. */
  until(type: string): Promise<Heard[]>
  lastId(): string
  close(): Promise<void>
}

export async function listenTo(url: string, headers: Record<string, string> = {}): Promise<Listening> {
  const away = new AbortController()
  const response = await fetch(url, { headers, signal: away.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const waiting: Heard[] = []
  let rest = ''
  let id = ''

  const read = async (): Promise<Heard> => {
    for (;;) {
      const heard = waiting.shift()
      if (heard !== undefined) return heard
      const { done, value } = (await reader?.read()) ?? { done: true, value: '' }
      if (done) throw new Error('the stream ended')
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        id = /^id: (.*)$/m.exec(block)?.[1] ?? id
        const data = /^data: (.*)$/m.exec(block)?.[1]
        const type = /^event: (.*)$/m.exec(block)?.[1] ?? 'comment'
        waiting.push({ id, type, data: data === undefined ? {} : JSON.parse(data) })
      }
    }
  }
  const until = async (type: string): Promise<Heard[]> => {
    for (const all: Heard[] = []; ;) {
      const heard = await read()
      all.push(heard)
      if (heard.type === type) return all
    }
  }
  return {
    response,
    until,
    next: async (type) => (await until(type)).at(-1)!,
    lastId: () => id,
    async close() {
      away.abort()
      await reader?.cancel().catch((reason) => reason)
    },
  }
}

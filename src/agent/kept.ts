// What was made of this text a moment ago, and is it needed at all? The same words are looked at many times in a turn; the latest results are kept, a bounded
// number of them, and only of short texts.

/** `make` must be pure. Texts longer than `longest` are made anew each time. */
export function keptOf<T>(most: number, make: (text: string) => T, longest = 600): (text: string) => T {
  let young = new Map<string, T>()
  let old = new Map<string, T>()
  return (text) => {
    if (text.length > longest) return make(text)
    const known = young.get(text)
    if (known !== undefined) return known
    const value = old.get(text) ?? make(text)
    // Two generations: what nobody asked for since the last change falls away.
    if (young.size >= most) {
      old = young
      young = new Map()
    }
    young.set(text, value)
    return value
  }
}

/** Made when it is first asked for, and then the same. */
export function whenAsked<T>(make: () => T): () => T {
  const made: T[] = []
  return () => {
    const [known] = made
    if (known !== undefined) return known
    const value = make()
    made.push(value)
    return value
  }
}

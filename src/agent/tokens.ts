// How many tokens is this text, about? Characters by 3.7, which fits Spanish prose; nobody's tokenizer is asked.

const charsPerToken = 3.7

/** An estimate: say so wherever it is shown. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / charsPerToken)
}

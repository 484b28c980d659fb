// Where does one sentence end and the next begin? Lines and full stops, but not "Sr." or "a.m."; nothing of the text is lost.

export interface Sentence {
  readonly text: string
  /** The blanks and line ends that follow it. */
  readonly gap: string
}

const abbreviation =
  /(?:^|[\s(])(?:sr|sra|srta|dr|dra|lic|ing|arq|prof|no|num|núm|av|col|tel|aprox|etc|ud|uds|art|pág|pag|ej|p\.ej|[ap]\.\s?m|s\.a|c\.v|s\.a\. de c\.v|ee\.uu|dept|depto|int|ext|vs|mr|mrs|ms|st|\p{Lu})\.$/iu
const boundary = /[.!?…]+["»”')\]]*\s+|\s*\n\s*/g

/** Joined, text and gap by turns, they give the text back. */
export function sentencesIn(text: string): readonly Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  for (const match of text.matchAll(boundary)) {
    const end = match.index + match[0].length
    const said = text.slice(start, end).trimEnd()
    const line = match[0].includes('\n')
    const goesOn = /^[\p{Extended_Pictographic}\p{Ll}]/u.test(text.slice(end))
    if (!line && (abbreviation.test(said) || goesOn)) continue
    sentences.push({ text: said, gap: text.slice(start + said.length, end) })
    start = end
  }
  return start === text.length ? sentences : [...sentences, { text: text.slice(start), gap: '' }]
}

// What in a reply was never meant for a person? Invisible letters, code, JSON, tags of markup, endless signs; and sentences that are
// a machine's own: error texts, echoes of a tool, blanks of a template.

export interface Cleaned {
  readonly text: string
  /** What was taken out and could be seen. */
  readonly removed: readonly string[]
}

const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g
const emojiJoint =
  /(?<![\p{Extended_Pictographic}\u{1F3FB}-\u{1F3FF}]\uFE0F?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu
/** Controls, zero-width and bidirectional marks, private use, tag letters. */
const invisible =
  /(?![\n\t])\p{Cc}|(?!\u200D|\uFE0E|\uFE0F)\p{Default_Ignorable_Code_Point}|\p{Cs}|\p{Co}|[\uFFF9-\uFFFD]/gu
const manyMarks = /(\p{Mn}{2})\p{Mn}+/gu
const blocks = [
  /```[\s\S]*?(?:```|$)/g,
  /<(script|style|think|thinking|reasoning|tool_call|function|pasaje|iframe|svg)\b[\s\S]*?(?:<\/\1\s*>|$)/gi,
  /<\|[^|>\n]{1,60}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?s>/gi,
  /!\[[^\]\n]{0,300}\]\([^)\n]*\)?/g,
  /<\/?(?!https?:)[a-z!][^<>\n]{0,300}>/gi,
  /\{(?=[^{}]*["':])[^{}]*\}/g,
  /\{\s*\}/g,
  /\[\s*(?:"[^"\]]*"\s*,?\s*)+\]/g,
]
const endless = /([^\p{L}\p{N}\s.!?])\1{4,}/gu
const endlessMarks = /([.!?])\1{3,}/g
const endlessLetters = /(\p{L})\1{9,}/gu
const endlessLines = /\n{3,}/g

/** The text without what no person should see; untouched when there is nothing of that. */
export function cleaned(text: string): Cleaned {
  let rest = text
    .replaceAll(lineEnds, '\n')
    .replaceAll(invisible, '')
    .replaceAll(emojiJoint, '')
    .replaceAll(manyMarks, '$1')
  const removed: string[] = []
  for (let round = 0; round < 12; round++) {
    const before = rest
    for (const pattern of blocks) {
      rest = rest.replaceAll(pattern, (match) => {
        removed.push(match)
        return ''
      })
    }
    if (rest === before) break
  }
  rest = rest
    .replaceAll(endless, '')
    .replaceAll(endlessMarks, '$1$1$1')
    .replaceAll(endlessLetters, '$1$1$1')
    .replaceAll(endlessLines, '\n\n')
  return { text: rest === text ? text : rest.trim(), removed }
}

const machine = [
  /\b(?:Type|Reference|Syntax|Range|Middleware|Value|Key|Runtime|Timeout|Authentication|API)Error\b|\bTraceback\b|\bstack ?trace\b|\bUnhandled\b|\bECONN\w+|\bENOENT\b|\bSQLITE\w*|\bE[A-Z]{4,}:/,
  /\bundefined\b|\bNaN\b|\[object \w+\]|\bnull\b/,
  /\b(?:internal server error|too many requests|bad gateway|service unavailable|gateway timeout|status code \d{3}|http (?:error )?\d{3}|rate limit(?:ed)?|quota exceeded|context length|max(?:imum)? tokens|an error occurred|something went wrong|error generating|model call|call limits?|returning structured response|structured response|invalid (?:request|tool|json|api)|api[ _-]?key|please try again later)\b/i,
  /\b(?:tool|function)[_ ]?calls?\b|\bresponder\s*\(|\bsin_respuesta\b|\b(?:mensajes|etiquetas?|criterio|frase|datos|arguments|parameters|tool|function|name)["']?\s*[:=]\s*["'[{]/i,
  /\[(?:etiquetas?|tags?|lead|escalar|criterio|system|assistant|user|tool|inst)\b[^\]]*\]|^\s*(?:system|assistant|user|tool)\s*:/i,
  /\{\{|\}\}|\$\{|\[(?:tu |su |insert\w*|nombre|fecha|precio|link|enlace|your |name|date|price|aqui|aquí)[^\]]*\](?!\()/i,
  /\bat [\w.<>]+ \(?[^\s)]+:\d+:\d+\)?|\bfile:\/\/|\bnode_modules\b|\bFile "[^"]+", line \d+/,
  /\bas an? (?:ai|artificial intelligence|large)(?: language)? model\b|\bcomo (?:un )?modelo de lenguaje\b|\bcomo (?:um )?modelo de linguagem\b|\bsystem prompt\b|\bopenai\b|\bchatgpt\b|\bgpt-\d/i,
  /[A-Za-z0-9+/_-]{40,}={0,2}/,
]
const pictures = /[\p{L}\p{N}]/u

/** Is this sentence a machine's? */
export function isMachine(sentence: string): boolean {
  const words = sentence.replaceAll(/(?:https?:\/\/|www\.)\S+/gi, '')
  return machine.some((pattern) => pattern.test(words))
}

/** Nothing that could be read, such as what is left of a list when its words are gone. */
export function isHollow(text: string): boolean {
  return !pictures.test(text) && !/\p{Extended_Pictographic}/u.test(text)
}

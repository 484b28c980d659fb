// Does a reply recite what only the model was to read? Forty letters in a row of the instructions are no accident, unless the pack
// says the same to customers.
import type { ChannelName } from '../model.ts'
import type { Desk } from './desk.ts'
import type { Turn } from './agent.ts'
import type { Pack } from './pack.ts'
import { stablePart } from './system-prompt.ts'
import { foldText } from './text.ts'

const window = 40
/** From here on the whole reply is spoiled, not one sentence. */
const much = 80

/** Halves, cut at every `stride` letters of a text, one of which lies in each of its windows. */
const half = window / 2
const stride = half + 1

interface Secret {
  readonly windows: ReadonlySet<string>
  readonly halves: ReadonlySet<string>
}

const secrets = new WeakMap<Pack, Map<ChannelName, readonly [Secret, Secret]>>()

/** For each sentence, whether it recites; all of them when there is much of it. */
export function leaksIn(desk: Desk, turn: Turn, sentences: readonly string[]): readonly boolean[] {
  const [worded, squashed] = secretOf(desk, turn.to.channel)
  const found = [marks(sentences, worded, wordsOnly, ' '), marks(sentences, squashed, lettersOnly, '')]
  const most = Math.max(...found.map(({ letters }) => letters))
  if (most >= much) return sentences.map(() => true)
  return sentences.map((_, index) => found.some(({ touched }) => touched.has(index)))
}

interface Marked {
  readonly touched: ReadonlySet<number>
  readonly letters: number
}

/** Sentences are read as one text, because a leak may be told in short ones. */
function marks(
  sentences: readonly string[],
  secret: Secret,
  plain: (text: string) => string,
  joint: string,
): Marked {
  const owners: number[] = []
  let text = ''
  for (const [index, sentence] of sentences.entries()) {
    const part = plain(sentence)
    if (part === '') continue
    text += text === '' ? part : joint + part
    while (owners.length < text.length) owners.push(index)
  }
  const touched = new Set<number>()
  if (!touches(text, secret)) return { touched, letters: 0 }
  let letters = 0
  let until = 0
  for (let at = 0; at + window <= text.length; at++) {
    if (!secret.windows.has(text.slice(at, at + window))) continue
    letters += at + window - Math.max(at, until)
    until = at + window
    for (let letter = at; letter < until; letter++) touched.add(owners[letter] ?? 0)
  }
  return { touched, letters }
}

/** Few replies come near: most are told from a letter in twenty. */
function touches(text: string, { halves }: Secret): boolean {
  for (let at = 0; at + half <= text.length; at += stride) {
    if (halves.has(text.slice(at, at + half))) return true
  }
  return false
}

function secretOf(desk: Desk, channel: ChannelName): readonly [Secret, Secret] {
  const known = secrets.get(desk.pack) ?? new Map<ChannelName, readonly [Secret, Secret]>()
  secrets.set(desk.pack, known)
  const built = known.get(channel) ?? buildSecret(desk, channel)
  known.set(channel, built)
  return built
}

function buildSecret(desk: Desk, channel: ChannelName): readonly [Secret, Secret] {
  const told = stablePart(desk.pack, channel)
  const open = publicText(desk)
  const stretches = (plain: (text: string) => string): Secret => {
    const free = new Set(open.flatMap((text) => windowsOf(plain(text))))
    const windows = windowsOf(plain(told)).filter((stretch) => !free.has(stretch))
    const halves = windows.flatMap((stretch) =>
      Array.from({ length: stride }, (_, at) => stretch.slice(at, at + half)),
    )
    return { windows: new Set(windows), halves: new Set(halves) }
  }
  return [stretches(wordsOnly), stretches(lettersOnly)]
}

function windowsOf(text: string): readonly string[] {
  return Array.from({ length: Math.max(0, text.length - window + 1) }, (_, at) => text.slice(at, at + window))
}

/** Knowledge, texts that customers are sent, and what the agent says of itself: "Eres Lila, asistente de…" without its "Eres". */
function publicText({ pack }: Desk): readonly string[] {
  const { name, business, instructions } = pack.agent
  const fill = (text: string): string =>
    text.replaceAll(/\{\{\s*nombre\s*\}\}/g, name).replaceAll(/\{\{\s*negocio\s*\}\}/g, business)
  const messages = [...pack.messages.values()].flatMap(({ open, closed, failure }) => [
    open,
    closed,
    failure ?? '',
  ])
  const passages = pack.documents
    .filter(({ state }) => state === 'activo')
    .flatMap((one) => one.passages.map(({ text }) => text))
  const selves = [...instructions.matchAll(/^(?:Eres|You are|Você é)\s([^\n]+)$/gimu)].map(
    (match) => match[1] ?? '',
  )
  return [...passages, ...[...messages, ...Object.values(pack.texts)].map(fill), ...selves]
}

function wordsOnly(text: string): string {
  return foldText(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function lettersOnly(text: string): string {
  return foldText(text).replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

// Does a sentence send the customer somewhere the pack does not know? Links, site names and user names; e-mails, phones and accounts.
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { Pack } from './pack.ts'
import type { Passage } from './pack-knowledge.ts'
import { findEmails } from './floor/emails.ts'
import { customerLines } from './evidence.ts'
import { whenAsked } from './kept.ts'
import { foldText } from './text.ts'

export interface Places {
  /** Every host is one of the pack's, every user name too. */
  knowsLinks(sentence: string): boolean
  /** Every e-mail and number is the pack's or the customer's own. */
  knowsContacts(sentence: string): boolean
}

const address = /\S+@[\w-]+(?:\.[\w-]+)+/g
const scheme =
  /\b(?:h(?:tt|xx)ps?|ftp|file|javascript|data|tel|mailto|sms|whatsapp|intent|market)\s?:\s?(?:\/\/)?[^\s<>"')\]]+/gi
const endings =
  'com|net|org|mx|es|br|ar|co|cl|pe|io|me|ly|app|shop|store|site|online|xyz|info|link|club|top|ru|cn|dev|ai|gl|gd|tk|to|cc|us|uk|eu|biz|live|page|web|vip|pro|icu|ws|test|example|zip|mov|click|world|space|fun|tienda|lat'
const bare = new RegExp(
  String.raw`(?<![\p{L}\p{N}@._/-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:${endings})(?![\p{L}\p{N}@-])(?:[:/?#][^\s<>"')\]]*)?`,
  'gu',
)
const disguised = new RegExp(
  String.raw`\b([a-z0-9-]{2,})(?: ?[\[({] ?(?:\.|dot|punto|ponto) ?[\])}] ?| (?:dot|punto|ponto) )(?:${endings})\b`,
  'g',
)
const numericHost = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\S*)?(?![\d.])/g
const userName = /(?<![\p{L}\p{N}@._/])@([\p{L}\p{N}_][\p{L}\p{N}_.]{2,})/gu
const digits = /(?<![\p{L}\d])(?:\+|00)?\(?\d(?:[ .\-()/·]{0,3}\d){6,30}/gu
/** A card or an account is more than a phone number can hold. */
const account = 13

export function placesOf(desk: Desk, turn: Turn, passages: readonly Passage[]): Places {
  const own = ownPlaces(desk)
  const said = customerLines(turn).flatMap(({ text, data }) => [text, data])
  const customer = [...said, ...Object.values(turn.data).map(String)].join('\n')
  const emails = whenAsked(() => new Set(emailsIn(customer)))
  const ownDigits = whenAsked(() => [...own.digits, ...passages.flatMap(({ text }) => digitsIn(text))])
  const allDigits = whenAsked(() => [...ownDigits(), ...digitsIn(customer)])
  const knowsDigits = (run: string): boolean =>
    (run.length >= account ? ownDigits() : allDigits()).some((one) => isSame(one, run))
  return {
    knowsLinks: (sentence) => {
      const mails = findEmails(sentence)
      const cut = (text: string, start: number, end: number): string =>
        `${text.slice(0, start)} ${text.slice(end)}`
      const rest = mails.reduceRight((text, { start, end }) => cut(text, start, end), sentence)
      return (
        linksIn(rest).every((link) => own.hosts.has(hostOf(link))) &&
        namesIn(rest).every((name) => own.names.has(name))
      )
    },
    knowsContacts: (sentence) =>
      emailsIn(sentence).every((value) => own.emails.has(value) || emails().has(value)) &&
      digitsIn(sentence).every(knowsDigits),
  }
}

interface OwnPlaces {
  readonly hosts: ReadonlySet<string>
  readonly names: ReadonlySet<string>
  readonly emails: ReadonlySet<string>
  readonly digits: readonly string[]
}

const kept = new WeakMap<Pack, OwnPlaces>()

function ownPlaces({ pack }: Desk): OwnPlaces {
  const known = kept.get(pack)
  if (known !== undefined) return known
  const text = ownText(pack)
  const places = {
    hosts: new Set(linksIn(text).map(hostOf)),
    names: new Set(namesIn(text)),
    emails: new Set(emailsIn(text)),
    digits: digitsIn(text),
  }
  kept.set(pack, places)
  return places
}

/** What the pack says to customers or may be repeated to them; drafts, archives and author's tools are not in it. */
function ownText(pack: Pack): string {
  const messages = [...pack.messages.values()].flatMap(({ open, closed, failure }) => [
    open,
    closed,
    failure ?? '',
  ])
  const passages = pack.documents
    .filter(({ state }) => state === 'activo')
    .flatMap((document) => document.passages.map(({ title, text }) => `${title}\n${text}`))
  const channels = Object.values(pack.channels).map(({ instructions }) => instructions)
  return [pack.agent.instructions, ...channels, ...passages, ...messages, ...Object.values(pack.texts)].join(
    '\n',
  )
}

function emailsIn(text: string): readonly string[] {
  return findEmails(text).map(({ value }) => value)
}

/** Without one of these nothing is a link. */
const linkMark = /\.\S|:/
const dotted = /[ ([{](?:\.|dot|punto|ponto)/

function linksIn(text: string): readonly string[] {
  const all = text.normalize('NFKC').toLowerCase()
  if (!linkMark.test(all) && !dotted.test(foldText(all))) return []
  const plain = all.replaceAll(scheme, ' ').replaceAll(address, ' ')
  const among: readonly (readonly [string, RegExp])[] = [
    [all, scheme],
    [plain, bare],
    [plain, numericHost],
    [foldText(plain), disguised],
  ]
  return among.flatMap(([words, pattern]) => [...words.matchAll(pattern)].map((match) => match[0]))
}

/** In lower case, without `www.`; whatever is no web address stays as it is, and so is known nowhere. */
function hostOf(link: string): string {
  const url = /^https?:/.test(link) ? link : `http://${link}`
  const host = URL.canParse(url) ? new URL(url).hostname : link
  return host.replace(/^www\./, '').replace(/\.$/, '')
}

function namesIn(text: string): readonly string[] {
  const all = text.normalize('NFKC')
  if (!all.includes('@')) return []
  const plain = all.replaceAll(address, ' ').replaceAll(/https?:\/\/\S+/g, ' ')
  return [...plain.matchAll(userName)].map((match) => foldText(match[1] ?? '').replace(/\.+$/, ''))
}

function digitsIn(text: string): readonly string[] {
  const plain = text.normalize('NFKC')
  return [...plain.matchAll(digits)]
    .map((match) => match[0])
    .filter((run) => !isNumber(run))
    .map((run) => run.replaceAll(/\D/g, ''))
    .filter((run) => run.length >= 7)
}

/** Grouped thousands and dates are facts, no numbers to call. */
function isNumber(run: string): boolean {
  return (
    /^\d{1,3}(?:[.,]\d{3})+$/.test(run) ||
    /^\d{1,2}([/.-])\d{1,2}\1\d{4}$/.test(run) ||
    /^\d{4}([/.-])\d{1,2}\1\d{1,2}$/.test(run)
  )
}

/** With or without the country's prefix. */
function isSame(left: string, right: string): boolean {
  return left.endsWith(right) || right.endsWith(left)
}

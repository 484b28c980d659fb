// How does the house's Markdown look on a platform that has none? `**bold**`, `_italic_`, `~~strike~~`, headings, lists and links are all it is.

/** Characters of WhatsApp: https://faq.whatsapp.com/539178204879377 (how to format your messages). */
const WHATSAPP = { bold: '*', italic: '_', strike: '~', bullet: '• ' }
const PLAIN = { bold: '', italic: '', strike: '', bullet: '- ' }
type Marks = typeof WHATSAPP

const LINK = /\[([^[\]\n]{1,300})\]\(((?:https?:\/\/|mailto:|tel:)[^\s()]{1,2000})\)/giu
const ADDRESS = /(?:https?:\/\/|mailto:|www\.)\S+|[^\s@]{1,64}@\S+/giu

/** Never longer than what it was given. */
export function toWhatsApp(markdown: string): string {
  return convert(markdown, WHATSAPP)
}

/** Never longer than what it was given; links become `text: address`. */
export function toPlain(markdown: string): string {
  return convert(markdown, PLAIN)
}

function convert(markdown: string, marks: Marks): string {
  return markdown
    .split('\n')
    .map((row) => convertRow(row, marks))
    .join('\n')
}

function convertRow(row: string, marks: Marks): string {
  const heading = /^#{1,6}\s/u.exec(row)
  if (heading !== null) {
    const title = row.slice(heading[0].length).trim().replaceAll('**', '')
    return title === '' ? '' : marks.bold + emphasise(title, marks) + marks.bold
  }
  const item = /^(\s*)[-*]\s+(.*)$/u.exec(row)
  if (item !== null) return `${item[1]}${marks.bullet}${emphasise(item[2] ?? '', marks)}`
  return emphasise(row, marks)
}

/** Links first, then everything that is not an address: an underscore in a URL is no emphasis. */
function emphasise(row: string, marks: Marks): string {
  const linked = row.replace(LINK, (_, label: string, address: string) =>
    label === address ? address : `${label}: ${address}`,
  )
  let made = ''
  let from = 0
  for (const address of linked.matchAll(ADDRESS)) {
    made += mark(linked.slice(from, address.index), marks) + address[0]
    from = address.index + address[0].length
  }
  return made + mark(linked.slice(from), marks)
}

function mark(part: string, marks: Marks): string {
  return part
    .replace(/\*\*(?=\S)([^*\n]{1,1000}?\S|\S)\*\*/gu, `${marks.bold}$1${marks.bold}`)
    .replace(
      /(?<![\p{L}\p{N}_])_(?=\S)([^_\n]{1,1000}?\S|\S)_(?![\p{L}\p{N}_])/gu,
      `${marks.italic}$1${marks.italic}`,
    )
    .replace(/~~(?=\S)([^~\n]{1,1000}?\S|\S)~~/gu, `${marks.strike}$1${marks.strike}`)
}

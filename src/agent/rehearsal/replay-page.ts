// How does a replay look in a browser? One page that asks the network for nothing, with every word of a customer escaped.
import type { ConversationDifference, TurnDifference } from './difference.ts'
import type { Replayed } from './replay-report.ts'
import { wallClock } from './moments.ts'
import { escalationText, note, rowsOf, shownConversations, tagText } from './replay-report.ts'

const style = `
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1d2433;background:#fff}
table{border-collapse:collapse}td,th{padding:.3rem .8rem;border-bottom:1px solid #dde2ea;text-align:left}
td+td{text-align:right;font-variant-numeric:tabular-nums}
article{border:1px solid #dde2ea;border-radius:.6rem;padding:.2rem 1rem 1rem;margin:1rem 0}
h3{font-size:1rem;margin:.6rem 0}.who{color:#5b667a}
blockquote{margin:.4rem 0;padding:.4rem .8rem;border-left:.25rem solid #c9d1dd;white-space:pre-wrap}
.then{border-color:#c4442e;background:#fdf1ef}.now{border-color:#1c7d4d;background:#eefaf3}
.broken{color:#c4442e;font-weight:600}
@media(prefers-color-scheme:dark){body{background:#12151c;color:#e6e9ef}article,td,th{border-color:#2c3442}
.then{background:#2b1815}.now{background:#11261b}.who{color:#9aa5b8}}`

export function pageOf(replayed: Replayed): string {
  const { version, mode, differences, broken } = replayed
  const title = `Repetición con la versión ${version} (modo ${mode})`
  const shown = differences.slice(0, shownConversations)
  const rows = rowsOf(replayed).map(
    (row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`,
  )
  return [
    '<!doctype html><html lang="es"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(title)}</title><style>${style}</style></head><body>`,
    `<h1>${escaped(title)}</h1><p>${escaped(note)}</p>`,
    ...broken.map((text) => `<p class="broken">Límite pasado: ${escaped(text)}</p>`),
    `<table><tr><th></th><th>grabado</th><th>ahora</th></tr>${rows.join('')}</table>`,
    `<h2>Las que más difieren (${shown.length} de ${differences.length})</h2>`,
    ...shown.map((one) => article(one, replayed.zone)),
    '</body></html>',
    '',
  ].join('\n')
}

function article({ conversation, turns, escalated, data }: ConversationDifference, zone: string): string {
  const escalation = escalationText(escalated)
  return [
    `<article><h3>${escaped(conversation.conversation)} · ${escaped(conversation.channel)}</h3><ul>`,
    escalation === null ? '' : `<li>Escalar: ${escaped(escalation)}</li>`,
    ...data.map(
      ({ id, recorded, now }) =>
        `<li>Dato ${escaped(id)}: ${escaped(recorded || '—')} → ${escaped(now || '—')}</li>`,
    ),
    '</ul>',
    ...turns.map((turn) => turnPart(turn, zone)),
    '</article>',
  ].join('')
}

function turnPart({ turn, gained, lost, otherWords }: TurnDifference, zone: string): string {
  const words = (css: string, texts: readonly string[]): string =>
    `<blockquote class="${css}">${escaped(texts.join('\n') || '(nada)')}</blockquote>`
  return [
    `<p class="who">Turno ${turn.number}, ${escaped(wallClock(turn.at, zone))}</p>`,
    words('said', turn.customer),
    ...gained.map((hit) => `<p>Gana ${escaped(tagText(hit))}</p>`),
    ...lost.map((hit) => `<p>Pierde ${escaped(tagText(hit))}</p>`),
    ...(otherWords ? [words('then', turn.recorded.replies), words('now', turn.now?.replies ?? [])] : []),
  ].join('')
}

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? '')
}

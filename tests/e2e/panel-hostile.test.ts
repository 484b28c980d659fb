// Can a customer reach the operator's browser? Dozens of payloads in every place that shows what others wrote: none runs, none breaks the policy.
import { afterAll, beforeAll, describe, expect } from 'bun:test'
import type { Page } from 'playwright-core'
import { of, quiet } from '../support/panel-scenes.ts'
import { openPanelTown, type PanelTown } from '../support/panel-town.ts'
import { say } from '../support/scripted-agent.ts'
import { complaintsOf, journey, patience } from './panel-desk.ts'

/** Each would call `pwned` if it were ever taken for anything but text. */
const payloads: readonly string[] = [
  '<script>pwned()</script>',
  '"><script>pwned()</script>',
  '</script><script>pwned()</script>',
  '<img src=x onerror=pwned()>',
  '<img src="x" onerror="pwned()">',
  '"><img src=x onerror=pwned()>',
  "'><img src=x onerror=pwned()>",
  '<svg onload=pwned()>',
  '<svg><script>pwned()</script></svg>',
  '<svg><animate onbegin=pwned() attributeName=x dur=1s>',
  '<body onload=pwned()>',
  '<iframe src="javascript:pwned()"></iframe>',
  '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
  '<object data="javascript:pwned()"></object>',
  '<embed src="javascript:pwned()">',
  '<a href="javascript:pwned()">clic</a>',
  'javascript:pwned()',
  'JaVaScRiPt:pwned()',
  'java\tscript:pwned()',
  'data:text/html,<script>pwned()</script>',
  'vbscript:pwned()',
  '<input autofocus onfocus=pwned()>',
  '<details open ontoggle=pwned()>',
  '<video><source onerror=pwned()></video>',
  '<audio src=x onerror=pwned()>',
  '<marquee onstart=pwned()>',
  '<math><mtext></p><script>pwned()</script>',
  '<style>@import "javascript:pwned()"</style>',
  '<div style="background:url(javascript:pwned())">',
  '<link rel=stylesheet href="javascript:pwned()">',
  '<meta http-equiv=refresh content="0;url=javascript:pwned()">',
  '<base href="javascript:pwned()//">',
  '<form action="javascript:pwned()"><button>x</button></form>',
  '{{constructor.constructor("pwned()")()}}',
  '${pwned()}',
  '#{pwned()}',
  '&lt;script&gt;pwned()&lt;/script&gt;',
  '<!--<img src="--><img src=x onerror=pwned()//">',
  '<template><img src=x onerror=pwned()></template>',
  '<noscript><p title="</noscript><img src=x onerror=pwned()>">',
  '\u202e<script>pwned()</script>',
  'https://malo.example/"onmouseover="pwned()',
  "https://malo.example/'><img src=x onerror=pwned()>",
  '[x](javascript:pwned())',
]

let place: PanelTown
beforeAll(async () => {
  place = await openPanelTown()
  place.town.agent.script(() => say(payloads.join(' ')))
  const speaks = place.whatsapp(payloads[3] ?? '')
  for (const text of payloads) await speaks.says(text)
  for (const name of payloads.slice(0, 12)) await place.messenger(name).says(name)
  await speaks.sends('document', {
    filename: '"><img src=x onerror=pwned()>.pdf',
    caption: payloads[0] ?? '',
  })
  await speaks.sendsRaw('contacts', {
    contacts: [{ name: { formatted_name: payloads[3] ?? '' }, phones: [{ phone: payloads[0] ?? '' }] }],
  })
  await speaks.sendsRaw('location', {
    location: { latitude: 19.4, longitude: -99.1, name: payloads[3] ?? '', address: payloads[7] ?? '' },
  })
  await quiet(place)
  const { id } = await of(place, speaks)
  for (const [n, text] of payloads.slice(0, 8).entries()) {
    await place.asAna('POST', `/api/conversations/${id}/notes`, { clientId: `nota-${n}`, text })
    await place.asAna('PUT', `/api/conversations/${id}/tags/${encodeURIComponent(text.slice(0, 40))}`)
    await place.asAna('POST', '/api/quick-replies', { shortcut: `r${n}`, text })
  }
  await quiet(place)
}, 2 * patience)
afterAll(() => place.close(), patience)

/** A page in which `pwned` would be heard. */
async function watched(
  path: string,
): Promise<{ readonly page: Page; readonly heard: () => readonly string[] }> {
  const heard: string[] = []
  const { page } = await place.open('/panel/')
  await page.exposeFunction('pwned', () => heard.push('script'))
  page.on('dialog', (dialog) => {
    heard.push('dialog')
    void dialog.dismiss()
  })
  await page.evaluate(() =>
    addEventListener('securitypolicyviolation', () => Reflect.get(globalThis, 'pwned')()),
  )
  await page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(path)}), dispatchEvent(new PopStateEvent('popstate'))`,
  )
  return { page, heard: () => heard }
}

describe(`of ${payloads.length} payloads`, () => {
  journey('none runs in the list, the thread, the header, tags, notes, media and quick replies', async () => {
    const { id } = await of(place, place.whatsapp(payloads[3] ?? ''))
    const { page, heard } = await watched(`/panel/inbox/${id}`)
    await page.locator('.thread-who h2').waitFor()
    const box = page.locator('.history-box')
    for (let rounds = 0; rounds < 25; rounds++) {
      await box.evaluate((one) => one.scrollBy(0, -500))
      await page.waitForTimeout(40)
    }
    await page.locator('#composer').fill('/')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Gestionar etiquetas/ }).click()
    await page.getByRole('dialog').waitFor()
    await page.waitForTimeout(300)
    expect(heard()).toEqual([])
    expect(
      await page.locator('img[onerror], svg[onload], script:not([src]), iframe, object, embed, base').count(),
    ).toBe(0)
    expect(
      await page.locator('a[href^="javascript" i], a[href^="data" i], a[href^="vbscript" i]').count(),
    ).toBe(0)
    expect(await complaintsOf(place)).toEqual([])
  })

  journey('none in the address does anything', async () => {
    for (const text of payloads.slice(0, 6)) {
      const part = encodeURIComponent(text)
      const { page, heard } = await watched(
        `/panel/inbox/${part}?q=${part}&tag=${part}&channel=${part}&view=${part}&at=${part}`,
      )
      await page.locator('.chip.worn').first().waitFor()
      expect(heard()).toEqual([])
      await page.context().close()
    }
    expect((await complaintsOf(place)).filter((text) => !text.includes('404'))).toEqual([])
  })

  journey('the page allows no inline script, no foreign place and no frame around it', async () => {
    const { headers } = await fetch(`${place.town.url}/panel/inbox/cnv_x`)
    const policy = headers.get('content-security-policy') ?? ''
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect((await fetch(`${place.town.url}/panel/assets/none.js`)).status).toBe(404)
  })
})

// What does the panel look like today? A town with talking customers, and pictures of its screens: both themes, desktop and phone.
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openPanelTown } from '../tests/support/panel-town.ts'
import { liven } from '../tests/support/panel-scenes.ts'

const folder = process.argv[2] ?? join(tmpdir(), 'relevo-panel')
const only = process.argv[3] ?? ''
mkdirSync(folder, { recursive: true })

const sizes = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const

const place = await openPanelTown({ realAgent: true })
const scenes = await liven(place)

interface Shot {
  readonly name: string
  readonly path: string
  readonly stranger?: boolean
  readonly act?: (page: Page) => Promise<void>
}

const shots: readonly Shot[] = [
  { name: 'signin', path: '/panel/', stranger: true },
  { name: 'invitation', path: '/panel/#invitation=abcdefgh12345678', stranger: true },
  { name: 'list', path: '/panel/' },
  { name: 'thread', path: `/panel/inbox/${scenes.lucia}` },
  { name: 'taken', path: `/panel/inbox/${scenes.ramon}` },
  { name: 'silenced', path: `/panel/inbox/${scenes.silenced}` },
  { name: 'media', path: `/panel/inbox/${scenes.media}` },
  {
    name: 'menu',
    path: `/panel/inbox/${scenes.lucia}`,
    act: (page) => page.getByRole('button', { name: 'Más acciones' }).click(),
  },
  {
    name: 'note',
    path: `/panel/inbox/${scenes.ramon}`,
    act: (page) => page.getByRole('tab', { name: 'Nota privada' }).click(),
  },
  { name: 'tags', path: `/panel/inbox/${scenes.ramon}`, act: (page) => page.keyboard.press('t') },
  { name: 'keys', path: '/panel/', act: (page) => page.keyboard.press('?') },
  { name: 'search', path: '/panel/inbox?q=envio' },
  { name: 'none', path: '/panel/inbox?channel=web&view=closing' },
]

for (const [size, options] of Object.entries(sizes))
  for (const colorScheme of ['light', 'dark'] as const)
    for (const shot of shots.filter(({ name }) => only === '' || only.split(',').includes(name))) {
      const { page } = await place.open(shot.path, {
        ...options,
        colorScheme,
        stranger: shot.stranger ?? false,
      })
      await page.waitForTimeout(900)
      await shot.act?.(page)
      await page.waitForTimeout(400)
      await page.screenshot({ path: join(folder, `${shot.name}-${size}-${colorScheme}.png`) })
    }
const complaints = await place.complaints()
if (complaints.length > 0) console.log(complaints.join('\n'))
await place.close()
console.log(folder)

// Which town do the panel's tests visit? One whose panel was built, with customers on all four channels and a browser that has signed in.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions } from 'playwright-core'
import { refreshPanel } from '../../scripts/panel.ts'
import type { Customer } from '../../src/simulator/customers.ts'
import type { MetaChannel } from '../../src/simulator/world.ts'
import { createCaller } from '../../src/simulator/caller.ts'
import { openVisitor, type Visitor } from '../../src/simulator/visitor.ts'
import { openBrowser, type TestBrowser, type Window } from '../e2e/browser.ts'
import { openTown, type Town, type TownOptions } from './town.ts'

export interface PanelTown {
  readonly town: Town
  readonly browser: TestBrowser
  /** A window at `path` of the panel, signed in as the first operator unless `stranger`. */
  open(path?: string, options?: BrowserContextOptions & { readonly stranger?: boolean }): Promise<Window>
  /** The API as that operator uses it. */
  asAna(method: string, path: string, body?: unknown): Promise<Response>
  /** The customer of this name: the same one each time. */
  whatsapp(name: string): Customer
  instagram(name: string): Customer
  messenger(name: string): Customer
  visitor(): Promise<Visitor>
  /** What no window should have said: errors of scripts and of the content policy. Closes them all. */
  complaints(): Promise<readonly string[]>
  close(): Promise<void>
}

export const first = { name: 'Ana Ríos', email: 'ana@vivero.example', password: 'una frase larga y segura' }

export async function openPanelTown(options: TownOptions = {}): Promise<PanelTown> {
  await refreshPanel()
  const town = await openTown(options)
  const browser = await openBrowser()
  const caller = createCaller()
  const cookie = await enter(town)
  const windows: Window[] = []
  const customers = new Map<string, Customer>()
  const customer = (channel: MetaChannel, name: string): Customer => {
    const known = customers.get(`${channel} ${name}`) ?? town.meta.customer(channel, { name })
    customers.set(`${channel} ${name}`, known)
    return known
  }
  return {
    town,
    browser,
    open: async (path = '/panel/', { stranger = false, ...rest } = {}) => {
      const storageState = { cookies: stranger ? [] : [cookie], origins: [] }
      const window = await browser.open(`${town.url}${path}`, {
        viewport: { width: 1440, height: 900 },
        storageState,
        ...rest,
      })
      windows.push(window)
      return window
    },
    asAna: (method, path, body) =>
      fetch(`${town.url}${path}`, {
        method,
        headers: {
          cookie: `${cookie.name}=${cookie.value}`,
          origin: town.url,
          'x-relevo': '1',
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    whatsapp: (name) => customer('whatsapp', name),
    instagram: (name) => customer('instagram', name),
    messenger: (name) => customer('messenger', name),
    visitor: async () => {
      const found = await openVisitor({ productUrl: town.url, call: caller.call, random: Math.random })
      if (found === null) throw new Error('the site chat does not answer')
      return found
    },
    complaints: async () => {
      const all = windows.flatMap((window) => window.complaints)
      for (const window of windows.splice(0)) await window.close()
      return all
    },
    close: async () => {
      caller.close()
      await browser.close()
      await town.close()
      rmSync(join(town.dataDir, 'bootstrap.token'), { force: true })
    },
  }
}

/** The first operator claims the empty house with its link, and keeps the cookie. */
async function enter(town: Town) {
  const token = town.house().panelPath().split('#bootstrap=')[1] ?? ''
  const response = await fetch(`${town.url}/api/bootstrap`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-relevo': '1', origin: town.url },
    body: JSON.stringify({ token, ...first }),
  })
  const [name = '', value = ''] = (response.headers.get('set-cookie') ?? '').split(';')[0]?.split('=') ?? []
  if (!response.ok || value === '')
    throw new Error(`nobody could enter: ${response.status} ${await response.text()}`)
  const { hostname } = new URL(town.url)
  return {
    name,
    value,
    domain: hostname,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Lax' as const,
  }
}

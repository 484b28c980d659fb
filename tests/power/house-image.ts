// Does a house that starts from what the disk holds know every acknowledged message, once? It is built on the image, drains, and is read.
import type { House } from '../../src/house.ts'
import type { Image } from './disk.ts'
import type { Verdict } from './checker.ts'
import { Database } from 'bun:sqlite'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import { buildHouse } from '../../src/house.ts'
import { createLog } from '../../src/log.ts'
import { demoSettings } from '../../src/simulator/world.ts'
import { createScriptedAgent } from '../support/scripted-agent.ts'
import { configOf } from '../support/town-config.ts'

const NOWHERE = 'http://127.0.0.1:9'

export function openHouse(folder: string): House {
  return buildHouse(configOf(folder, NOWHERE), {
    agent: createScriptedAgent(),
    log: createLog({ level: 'silent' }),
  })
}

/** Message number `name` of one customer, as WhatsApp delivers it. */
export function deliveryOf(name: number): Uint8Array {
  const from = '5491150000001'
  const message = {
    from,
    id: `wamid.${name}`,
    timestamp: '1790000000',
    type: 'text',
    text: { body: `m${name}` },
  }
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: demoSettings.whatsapp.id },
    contacts: [{ profile: { name: 'Clienta' }, wa_id: from }],
    messages: [message],
  }
  const entry = [{ id: '1', changes: [{ field: 'messages', value }] }]
  return new TextEncoder().encode(JSON.stringify({ object: 'whatsapp_business_account', entry }))
}

export async function checkHouse(image: Image, acked: ReadonlySet<number>, folder: string): Promise<Verdict> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of image) writeFileSync(join(folder, name), bytes)
  try {
    const known = await messagesAfterRestart(folder)
    const twice = known.length - new Set(known).size
    const missing = [...acked].filter((name) => !known.includes(`m${name}`)).length
    return { lost: missing, damage: twice > 0 ? `${twice} messages twice` : unsound(folder) }
  } catch (failure) {
    return { lost: 0, damage: String(failure) }
  }
}

async function messagesAfterRestart(folder: string): Promise<readonly string[]> {
  const house = openHouse(folder)
  const { store, inbox, pipeline } = house
  try {
    await pipeline.drainFirst()
    while (await pipeline.drain());
    const texts: string[] = []
    for (const { id } of (await store.conversations({ limit: 50 }, systemClock.now())).items)
      for (let cursor: string | null = ''; cursor !== null;) {
        const page = await store.messages(id, { limit: 100, ...(cursor === '' ? {} : { cursor }) })
        texts.push(...(page?.items ?? []).map(({ body }) => (body.kind === 'text' ? body.text : body.kind)))
        cursor = page?.next ?? null
      }
    return texts
  } finally {
    await inbox.close()
    await store.close()
    house.data.release()
  }
}

function unsound(folder: string): string | null {
  for (const name of ['inbox.db', 'app.db']) {
    const db = new Database(join(folder, name))
    const [row] = db.query<{ integrity_check: string }, []>('PRAGMA integrity_check').all()
    db.close()
    if (row?.integrity_check !== 'ok') return `${name}: ${row?.integrity_check}`
  }
  return null
}

// Do all four channels keep the contract? Those of Meta against a local Graph, the site chat against the house.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWebChannel } from '../../src/channels/web/index.ts'
import { channelContract, type Subject } from '../contracts/channel.ts'
import { createGraph, settings } from './graph.ts'
import { between, instagramEntry, pageEntry, whatsappField, whatsappValue } from './payloads.ts'

type Platform = 'whatsapp' | 'messenger' | 'instagram'

function open(platform: Platform, account: string, payload: unknown): () => Promise<Subject> {
  return async () => {
    const graph = createGraph(mkdtempSync(join(tmpdir(), 'contract-')))
    graph.answer = () => Response.json({ messages: [{ id: 'wamid.out' }], message_id: 'mid.out' })
    const [secret = ''] = settings.appSecrets
    const sign = (raw: Uint8Array): string => new Bun.CryptoHasher('sha256', secret).update(raw).digest('hex')
    return {
      channel: graph.channels[platform].channel,
      to: { channel: platform, account, contact: '16505551234' },
      delivery: { payload, headers: (raw) => new Headers({ 'x-hub-signature-256': `sha256=${sign(raw)}` }) },
      close: () => {
        graph[Symbol.dispose]()
        rmSync(graph.mediaDir, { recursive: true })
      },
    }
  }
}

const text = { message: { mid: 'mid.in', text: 'hola' } }
const whatsapp = {
  ...whatsappValue({
    messages: [{ from: '1', id: 'wamid.in', timestamp: '1750030073', type: 'text', text: { body: 'hola' } }],
  }),
  metadata: { display_phone_number: '1', phone_number_id: 'number-1' },
}

channelContract('whatsapp', open('whatsapp', 'number-1', whatsappField('messages', whatsapp)))
channelContract(
  'messenger',
  open('messenger', 'page-1', pageEntry({ id: 'page-1', messaging: [between('P', 'page-1', text)] })),
)
channelContract(
  'instagram',
  open('instagram', 'ig-1', instagramEntry({ id: 'ig-1', messaging: [between('P', 'ig-1', text)] })),
)
channelContract('web', () =>
  Promise.resolve({
    channel: createWebChannel(),
    to: { channel: 'web', account: 'site', contact: 'visitor' },
    delivery: null,
    close: () => {},
  }),
)

// Whose system calls are recorded? A house's inbox in small: groups of deliveries, checkpoints, a pruning and a restart; each
// promise is written to standard output the moment it is known.
// Arguments: folder, FULL or NORMAL, rounds.
import { mkdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../src/store/sqlite/database.ts'
import { openInbox } from '../../src/store/sqlite/inbox.ts'
import { INBOX_PAGE } from '../../src/store/sqlite/inbox-file.ts'
import { contentOf } from './content.ts'

const [folder = '', synchronous, rounds] = process.argv.slice(2)
const promise = synchronous === 'NORMAL' ? 'NORMAL' : 'FULL'
mkdirSync(folder, { recursive: true })
let inbox = open()
let next = 1
for (let round = 1; round <= Number(rounds); round++) {
  const group = Array.from({ length: 1 + ((round * 7) % 5) }, () => next++)
  await Promise.all(
    group.map(async (name) => {
      await inbox.append({ channel: 'whatsapp', raw: contentOf(name), at: name })
      say(`ack ${name}`)
    }),
  )
  if (round % 19 === 0) {
    const upto = inbox.last() - 20
    say(`pruned ${upto}`)
    await inbox.prune(upto, upto)
  }
  if (round % 23 === 0) {
    await inbox.close()
    inbox = open()
  }
}
await inbox.close()
say('end')

function open() {
  return openInbox({
    path: join(folder, 'inbox.db'),
    checkpointPages: 12,
    connect: (file) =>
      openDatabase(file, { autocheckpoint: false, pageSize: INBOX_PAGE, synchronous: promise }),
  })
}

function say(line: string): void {
  writeSync(1, `${line}\n`)
}

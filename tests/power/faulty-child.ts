// Whose system calls are made to fail? An inbox that goes on appending, says what it promised and what it refused, and ends with 70
// when the disk lies.
// Arguments: path, deliveries.
import { writeSync } from 'node:fs'
import { openInbox } from '../../src/store/sqlite/inbox.ts'
import { contentOf } from './content.ts'

const [path = '', deliveries] = process.argv.slice(2)
const inbox = openInbox({
  path,
  checkpointPages: 8,
  onFatal: () => {
    say('fatal')
    process.exitCode = 70
  },
})
for (let name = 1; name <= Number(deliveries); name++) {
  try {
    await inbox.append({ channel: 'whatsapp', raw: contentOf(name), at: name })
    say(`ack ${name}`)
  } catch {
    say(`refused ${name}`)
  }
  if (process.exitCode === 70) break
}
await inbox.close()
say('end')

function say(line: string): void {
  writeSync(1, `${line}\n`)
}

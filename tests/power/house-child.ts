// Whose two files are recorded? A house that keeps deliveries and applies them at the same time; each promise is said when it is known,
// or, with `early`, before: the mistake that the check has to find.
// Arguments: data folder, rounds, `early` or nothing.
import { writeSync } from 'node:fs'
import { systemClock } from '../../src/clock.ts'
import { deliveryOf, openHouse } from './house-image.ts'

const [folder = '', rounds, early] = process.argv.slice(2)
const house = openHouse(folder)
let next = 1
for (let round = 1; round <= Number(rounds); round++) {
  const group = Array.from({ length: 1 + ((round * 5) % 4) }, () => next++)
  const kept = group.map(async (name) => {
    if (early === 'early') say(`ack ${name}`)
    await house.inbox.append({ channel: 'whatsapp', raw: deliveryOf(name), at: systemClock.now() })
    if (early !== 'early') say(`ack ${name}`)
  })
  await Promise.all([...kept, house.pipeline.drain()])
}
while (await house.pipeline.drain());
await house.inbox.close()
await house.store.close()
say('end')

function say(line: string): void {
  writeSync(1, `${line}\n`)
}

// Does the SQLite memory keep the contract, in memory and on a file?
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeContract } from '../contracts/store.ts'
import { opener } from '../support/memory.ts'

storeContract(':memory:', () => ({ open: opener(':memory:'), clean: () => {} }))

storeContract('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-store-'))
  return {
    open: opener(join(folder, 'app.db')),
    clean: () => rmSync(folder, { recursive: true, force: true }),
  }
})

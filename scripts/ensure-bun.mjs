// Is the real bun in place? A package manager that blocks install scripts leaves a stub of 450 bytes behind.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

const folder = join('node_modules', 'bun')
const binary = join(folder, 'bin', 'bun.exe')
const stubBytes = 1_000_000

if (existsSync(folder) && (!existsSync(binary) || statSync(binary).size < stubBytes)) {
  const result = spawnSync(process.execPath, ['install.js'], { cwd: folder, stdio: 'inherit' })
  process.exitCode = result.status ?? 1
}

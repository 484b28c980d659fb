// Does anything leave the machine past the one door out? Network modules over `src`, and a planted fault for each way.
import { describe, expect, test } from 'bun:test'
import { networkViolations } from './network.ts'
import { codeOf, readProject, told } from './project.ts'

describe('network', () => {
  test('only egress and the simulator open connections', () => {
    expect(told(networkViolations(codeOf(readProject(), 'src/')))).toBe('')
  })

  test.each([
    "import { request } from 'node:https'",
    "import net from 'net'",
    "export { connect } from 'node:tls'",
    "const http = await import('node:http')",
    "fetch('https://example.org')",
    'globalThis.fetch(url)',
    'const load = (fetch: Get) => fetch(url)\nfetch(url)',
    'Bun.connect({ hostname, port, socket })',
    'new WebSocket(url)',
  ])('%s in a room is found', (text) => {
    expect(told(networkViolations([{ path: 'src/agent/gate.ts', text }]))).toContain('egress')
  })

  test.each([
    'app.fetch(request)',
    'const server = { fetch(request) {} }',
    'const load = (fetch: Get) => (url: string) => fetch(url)',
    'interface X { fetch(signal: A): B }',
  ])('%s opens none', (text) => {
    expect(networkViolations([{ path: 'src/http/app.ts', text }])).toEqual([])
  })

  test.each(['src/egress.ts', 'src/egress-socket.ts', 'src/simulator/caller.ts'])('%s may', (path) => {
    expect(networkViolations([{ path, text: "import { request } from 'node:https'" }])).toEqual([])
  })
})

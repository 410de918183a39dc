// The other side of a run: an emulator that misbehaves where the cases expect it, and a server for input and observations.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startEmulator, type Emulator, type FaultRule } from '@x/emulator'
import type { Observation } from '../suite/case.ts'
import type { Input } from '../suite/input.ts'
import { PATHS } from '../suite/paths.ts'

const FAULTS: readonly FaultRule[] = [
  { match: { path: PATHS.moved }, effect: { status: 302, headers: { location: '/echo' } } },
  { match: { path: PATHS.silent }, effect: { delayMs: 3_600_000 } },
  { times: 2, match: { path: PATHS.busy }, effect: { status: 503 } },
  { times: 2, match: { path: PATHS.busyService }, effect: { status: 503 } },
  { match: { path: PATHS.conflict }, effect: { status: 409, code: 'IncorrectState' } },
]

/** Made once, since every run has an emulator of its own and a key takes long to make. */
let apiKey: { readonly pem: string } | undefined

export async function startService(): Promise<Emulator> {
  const oci = await startEmulator({ cors: true, faults: FAULTS, ...(apiKey && { apiKey }) })
  apiKey ??= { pem: oci.apiKey.pem }
  return oci
}

export interface Desk {
  readonly address: string
  /** What the suite has observed, once it says so. */
  readonly observations: Promise<readonly Observation[]>
  close(): Promise<void>
}

/** Hands out the input and takes the observations. */
export async function openDesk(input: Input): Promise<Desk> {
  let take: (observations: readonly Observation[]) => void = () => {}
  const observations = new Promise<readonly Observation[]>((resolve) => (take = resolve))
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    if (request.method !== 'POST') return void response.end(JSON.stringify(input))
    void textOf(request).then((text) => {
      take(JSON.parse(text) as readonly Observation[])
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    observations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

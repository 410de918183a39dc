// Has our clients send the difficult requests, in turn, and keeps what went over the wire.
import { createPublicKey } from 'node:crypto'
import { startEmulator } from '@x/emulator'
import { axiosClient } from '../signers/ours/axios.ts'
import { bareClient } from '../signers/ours/bare.ts'
import { fetchClient } from '../signers/ours/fetch.ts'
import { startCapture } from './capture-server.ts'
import { difficultRequests } from './difficult-requests.ts'

/** A request as it went over the wire, for a verifier in any language: a line of JSON. */
export interface Captured {
  /** `axios: 17 query-order`. */
  readonly id: string
  /** The bytes of the request in base64. */
  readonly raw: string
  /** Whether the operation lets the body go unsigned. */
  readonly bodyUnsigned: boolean
}

export interface Capture {
  readonly requests: readonly Captured[]
  /** The key they are signed with, PEM of SPKI. */
  readonly keyPem: string
}

/** @throws Error when a client of ours does not send one of them */
export async function captureOurs(): Promise<Capture> {
  const oci = await startEmulator()
  const server = await startCapture()
  const clients = Object.entries({ bare: bareClient(oci), fetch: fetchClient(oci), axios: axiosClient(oci) })
  const requests: Captured[] = []
  try {
    for (const [index, asked] of difficultRequests(oci.conformance.cases(), server.origin).entries()) {
      const [name, send] = clients[index % clients.length]!
      const id = `${name}: ${index} ${asked.name}`
      await send(asked).catch((cause: Error) => {
        throw new Error(`${id} was not sent: ${cause.message}`, { cause })
      })
      requests.push({ id, raw: server.last().toString('base64'), bodyUnsigned: asked.bodyUnsigned })
    }
    const keyPem = createPublicKey(oci.apiKey.pem).export({ type: 'spki', format: 'pem' }).toString()
    return { requests, keyPem }
  } finally {
    await server.close()
    await oci.close()
  }
}

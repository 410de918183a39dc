import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { request as requestOverTls } from 'node:https'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { versionOf } from '../clients/tool.ts'
import { startRegionalAddresses, type RegionalAddresses } from './regional-addresses.ts'

describe.skipIf(versionOf({ name: 'openssl', probe: ['openssl', 'version'] }) === undefined)('a region', () => {
  let folder: string
  let oci: Emulator
  let region: RegionalAddresses

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regional-'))
    oci = await startEmulator()
    region = await startRegionalAddresses(oci, folder)
  })

  afterEach(async () => {
    await region.close()
    await oci.close()
    await rm(folder, { recursive: true })
  })

  async function tunnel(name: string): Promise<readonly [status: number | undefined, socket: Socket]> {
    const asked = request(region.variables.HTTPS_PROXY, { method: 'CONNECT', path: `${name}:443` }).end()
    const [{ statusCode }, socket] = await once(asked, 'connect')
    return [statusCode, socket]
  }

  it('has its services at the emulator, under a certificate for their names', async () => {
    const ca = await readFile(region.variables.REQUESTS_CA_BUNDLE)
    const name = 'identity.us-phoenix-1.oci.oraclecloud.com'
    const [status, socket] = await tunnel(name)
    const createConnection = () => connect({ socket, servername: name, ca })
    const asked = requestOverTls(`https://${name}/20160918/regions`, {
      createConnection,
      headers: { host: name },
    }).end()
    const [answer] = await once(asked, 'response')
    expect([status, answer.statusCode, await text(answer)]).toEqual([
      200,
      401,
      expect.stringContaining('no-authorization'),
    ])
    expect(oci.requests[0]?.headers['host']).toBe(name)
  })

  it('leads nowhere else', async () => {
    const [status] = await tunnel('objectstorage.us-phoenix-1.oraclecloud.com')
    expect([status, oci.requests.length]).toEqual([403, 0])
  })
})

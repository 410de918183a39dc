// The steps of the identity data plane: a token for a database, and a session in place of the API key.
import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { loadConfig } from '@x/config'
import type { Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { DataplaneClient, UserSecurityTokenSigner, writeDatabaseToken } from '@x/identity-data-plane'

export async function writeTokenForDatabase(oci: Emulator, file: string, say: (line: string) => void): Promise<void> {
  const client = new DataplaneClient({ config: await loadConfig({ file }), serviceEndpoint: oci.url })
  const folder = join(dirname(file), 'db-token')
  const { tokenFile, privateKeyFile, scope } = await writeDatabaseToken(client, { folder })
  const [token, key] = await Promise.all([tokenFile, privateKeyFile].map((path) => readFile(path, 'utf8')))
  const mode = ((await stat(privateKeyFile)).mode & 0o777).toString(8)
  say(`a token for ${scope} (${token?.length} characters) and its key (mode ${mode}) → ${folder}`)
  assert.match(String(key), /^-----BEGIN PRIVATE KEY-----/)
}

export async function callInSession(oci: Emulator, file: string, say: (line: string) => void): Promise<void> {
  const clock = { aheadMs: 0 }
  const now = (): number => Date.now() + clock.aheadMs
  const { userTokenSeconds } = oci.dataPlane
  oci.dataPlane.userTokenSeconds = 300 // so that there is something to renew within the session
  const client = new DataplaneClient({ config: await loadConfig({ file }), serviceEndpoint: oci.url, now })
  const signer = new UserSecurityTokenSigner({ client, sessionExpirationInMinutes: 15, now })
  const signedFetch = createSignedFetch(signer)
  const call = async (): Promise<number> => (await signedFetch(`${oci.url}/20160918/regions`)).status

  const first = await call()
  say(`the API key opened a session, its token signed → ${first}`)
  const { expiresAt = 0 } = signer.session ?? {}
  clock.aheadMs = 4 * 60_000
  oci.clock.offset(clock.aheadMs)
  const renewed = new Promise((resolve) => signer.on('refresh', resolve))
  const ageing = await call()
  await renewed
  say(`minutes later → ${ageing}; meanwhile the token was exchanged for the next one, with a signature of its own`)
  assert.deepEqual([first, ageing, exchanges(oci)], [200, 200, 2])
  assert.ok(Number(signer.session?.expiresAt) > expiresAt)

  clock.aheadMs = 16 * 60_000
  oci.clock.offset(clock.aheadMs)
  const over = await call().catch((error: { code?: string }) => error.code)
  say(`after the session → ${over}`)
  assert.equal(over, 'ERR_SESSION_ENDED')
  oci.clock.offset(0)
  oci.dataPlane.userTokenSeconds = userTokenSeconds
}

const exchanges = (oci: Emulator): number => oci.count('POST', '/v1/token/upst/actions/GenerateUpst')

// The step of a compute instance: metadata → federation → signed call → forced expiry → silent renewal.
import assert from 'node:assert/strict'
import { InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'
import type { Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'

export async function callAsInstance(oci: Emulator, say: (line: string) => void): Promise<void> {
  const clock = { aheadMs: 0 }
  const signer = new InstancePrincipalsSecurityTokenSigner({
    env: await oci.environment('instance'),
    now: () => Date.now() + clock.aheadMs,
  })
  const signedFetch = createSignedFetch(signer)
  const regions = `${oci.url}/20160918/regions`

  const first = await signedFetch(regions)
  const { principal, region } = await signer.whoami()
  say(
    `the ${principal} in ${region}: ${oci.count('GET', '/opc/v2/identity/cert.pem')} certificate, ${tokens(oci)} token → ${first.status}`,
  )
  assert.equal(first.status, 200)
  assert.equal(tokens(oci), 1)

  const renewed = new Promise<void>((resolve) => void signer.on('refresh', () => resolve()))
  clock.aheadMs = 5.9 * 3_600_000 // the token lives for six hours
  oci.clock.offset(clock.aheadMs)
  const ageing = await signedFetch(regions)
  await renewed
  say(`hours later, with the old token → ${ageing.status}; meanwhile a new one was fetched, ${tokens(oci)} in all`)
  assert.equal(ageing.status, 200)
  assert.equal(tokens(oci), 2)

  const after = await signedFetch(regions)
  say(`with the new one → ${after.status}; no caller has waited for it`)
  assert.equal(after.status, 200)
  oci.clock.offset(0)
  await signer.close()
}

const tokens = (oci: Emulator): number => oci.count('POST', '/v1/x509')

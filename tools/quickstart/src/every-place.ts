// The step of every place that a program can run in: the chain finds the principal there, which signs a call.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { defaultSigner } from '@x/auth-federation'
import type { EmulatedPlace, Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'

const PLACES: readonly EmulatedPlace[] = [
  'user',
  'session',
  'instance',
  'resource-1.1',
  'resource-2.1',
  'resource-2.1.1',
  'resource-2.1.2',
  'resource-2.2',
  'resource-3.0',
  'oke',
  'token-exchange',
]

/** Where another profile than DEFAULT is meant. */
const PROFILES: Partial<Record<EmulatedPlace, string>> = { session: 'SESSION' }

export async function callFromEveryPlace(oci: Emulator, folder: string, say: (line: string) => void): Promise<void> {
  for (const place of PLACES) {
    const home = join(folder, place)
    // A home of its own: the configuration of whoever runs this is none of its business.
    const env = { HOME: home, USERPROFILE: home, ...(await oci.environment(place, home)) }
    const signer = await defaultSigner({ env, profile: PROFILES[place] })
    const { status } = await createSignedFetch(signer)(`${oci.url}/20160918/regions`)
    const { link, principal, source, region } = await signer.whoami()
    say(
      `${place.padEnd(14)} → ${status}, found by "${link}": ${principal}${region ? ` in ${region}` : ''}, from ${source}`,
    )
    assert.equal(status, 200)
    await signer.close()
  }
}

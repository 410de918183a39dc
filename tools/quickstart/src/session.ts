// The step of a person at a terminal: login → signed call → renewal behind its back → the session on another machine → its end.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { logIn } from '@x-tools/emulated/log-in'
import type { Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { authenticate, exportSession, importSession, SessionTokenSigner, terminateSession } from '@x/session'

const PROFILE = 'PERSON'

export async function callAsPerson(oci: Emulator, folder: string, say: (line: string) => void): Promise<void> {
  const clock = { aheadMs: 0 }
  const now = (): number => Date.now() + clock.aheadMs
  const env = await oci.environment('session', join(folder, 'here'))
  const {
    user,
    region,
    sessionEndsAt = 0,
  } = await authenticate({
    profile: PROFILE,
    listen: false, // port 8181 of this machine may be somebody’s
    onPending: async ({ url, paste }) => paste(await logIn(oci, url)),
    env,
    now,
  })
  say(`logged in on the emulator's page as ${user.slice(0, 24)}… in ${region}, for a day at most`)

  const signer = SessionTokenSigner.fromProfile({ profile: PROFILE, env, now })
  const signedFetch = createSignedFetch(signer)
  const call = async (): Promise<number> => (await signedFetch(`${oci.url}/20160918/regions`)).status
  const first = await call()
  const renewed = new Promise<void>((resolve) => void signer.on('refresh', () => resolve()))
  clock.aheadMs = 40 * 60_000 // the token lives for an hour
  oci.clock.offset(clock.aheadMs)
  const ageing = await call()
  await renewed
  const after = await call()
  say(`${first}; 40 minutes later, with the old token → ${ageing}; meanwhile renewed and written back → ${after}`)
  assert.deepEqual([first, ageing, after, renewals(oci)], [200, 200, 200, 1])
  await signer.close()

  const passphrase = 'correct horse battery staple'
  const packed = await exportSession({
    profile: PROFILE,
    outputFile: join(folder, 'session.sealed'),
    encrypt: { passphrase },
    env,
    now,
  })
  const there = await oci.environment('session', join(folder, 'there'))
  await importSession({ sessionArchive: packed.file, passphrase, env: there, now })
  const elsewhere = SessionTokenSigner.fromProfile({ profile: PROFILE, env: there, now })
  const { status } = await createSignedFetch(elsewhere)(`${oci.url}/20160918/regions`)
  await elsewhere.close()
  say(`exported with a passphrase, imported into another home → ${status}`)
  assert.equal(status, 200)

  const ended = await terminateSession({ profile: PROFILE, env })
  say(`ended here; a copy of its token would serve for ${minutesTo(ended.tokenValidUntil, now())} minutes more`)
  assert.ok(sessionEndsAt > now() + 22 * 3_600_000)
  oci.clock.offset(0)
}

const renewals = (oci: Emulator): number => oci.count('POST', '/v1/authentication/refresh')
const minutesTo = (end: number | undefined, now: number): number => Math.round(((end ?? now) - now) / 60_000)

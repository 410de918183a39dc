// Requests that show what the inspector can show: accepted from every place, refused with a difference, unsigned and faulted.
import { sign } from 'node:crypto'
import { join } from 'node:path'
import { defaultSigner } from '@x/auth-federation'
import type { EmulatedPlace, Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'

const CALLS: readonly (readonly [place: EmulatedPlace, paths: readonly string[]])[] = [
  ['user', ['/20160918/regions', '/20160918/users?limit=10', '/n/space/b/reports/o/2026%2Fnovember.csv']],
  ['session', ['/20160918/users?limit=1']],
  ['instance', ['/20160918/instances', '/20160918/regions']],
  ['oke', ['/20160918/regions']],
]

/** @param folder - for the files of the clients */
export async function sendTellingRequests(oci: Emulator, folder: string): Promise<void> {
  for (const [place, paths] of CALLS) await callFrom(oci, { place, paths, home: join(folder, place) })
  await fetch(`${oci.url}/20160918/regions`)
  await misguided(oci)
  oci.faults.add({ times: 1, effect: { status: 429, headers: { 'retry-after': '1' }, delayMs: 120 } })
  await sendSigned(oci, '/20160918/regions')
  oci.clock.advance(660_000)
  await sendSigned(oci, '/echo?date=of-the-machine', { now: Date.now() })
  await sendSigned(oci, '/20160918/regions')
  oci.clock.offset(0)
  await sendSigned(oci, '/echo?name=Ada%20Lovelace&role=admin', { signedTarget: '/echo?name=Ada Lovelace&role=admin' })
}

interface Place {
  readonly place: EmulatedPlace
  readonly paths: readonly string[]
  readonly home: string
}

async function callFrom(oci: Emulator, { place, paths, home }: Place): Promise<void> {
  const env = { HOME: home, USERPROFILE: home, ...(await oci.environment(place, home)) }
  const signer = await defaultSigner({ env, profile: place === 'session' ? 'SESSION' : undefined })
  const signedFetch = createSignedFetch(signer)
  for (const path of paths) {
    const isObject = path.startsWith('/n/')
    await signedFetch(oci.url + path, isObject ? { method: 'PUT', body: 'region,requests\nphx,128\n' } : {})
  }
  await signer.close()
}

/** A token after its end, and one that was revoked. */
async function misguided(oci: Emulator): Promise<void> {
  const session = oci.createSession({ lifetimeSeconds: 60 })
  const as = { keyId: session.keyId, key: session.privateKeyPem }
  await sendSigned(oci, '/20160918/users?limit=1', as)
  oci.revoke(session.token)
  await sendSigned(oci, '/20160918/users?limit=1', as)
}

export interface ByHand {
  /** What is signed in place of what is sent. */
  readonly signedTarget?: string
  readonly now?: number
  readonly keyId?: string
  readonly key?: string
}

/** A GET request, signed by hand, so that any mistake can be made. */
export async function sendSigned(oci: Emulator, target: string, byHand: ByHand = {}): Promise<number> {
  const { signedTarget = target, now = oci.clock.now(), key = oci.apiKey.pem } = byHand
  const { keyId = `${oci.tenancy}/${oci.user}/${oci.apiKey.fingerprint}` } = byHand
  const date = new Date(now).toUTCString()
  const text = [`date: ${date}`, `(request-target): get ${signedTarget}`, `host: ${new URL(oci.url).host}`].join('\n')
  const signature = sign('sha256', Buffer.from(text), key).toString('base64')
  const authorization = `Signature version="1",keyId="${keyId}",algorithm="rsa-sha256",headers="date (request-target) host",signature="${signature}"`
  const headers = { date, authorization, 'user-agent': 'my-client/1.0' }
  return (await fetch(oci.url + target, { headers })).status
}

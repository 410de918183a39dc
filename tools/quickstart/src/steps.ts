// The steps of the quickstart: each does one thing that a user would, and checks that it went as it should.
import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { signerFromConfig } from '@x/auth-federation'
import { attachSigner } from '@x/axios'
import { loadConfig } from '@x/config'
import type { Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { diagnose401 } from '@x/signer'
import axios from 'axios'
import { callInSession, writeTokenForDatabase } from './data-plane.ts'
import { callFromEveryPlace } from './every-place.ts'
import { callAsInstance } from './instance-principal.ts'
import type { Step } from './report.ts'
import { callAsPerson } from './session.ts'

export function stepsAgainst(oci: Emulator, file: string): Readonly<Record<string, Step>> {
  return {
    'axios, with an API key from the config file': (say) => axiosWithApiKey(oci, file, say),
    'fetch, with a session token from the config file': (say) => fetchWithSession(oci, file, say),
    'an upload whose body is not signed': (say) => uploadStream(oci, file, say),
    'a request changed on its way is refused, and told why': (say) => tamper(oci, file, say),
    'a clock that is ten minutes slow heals itself': (say) => healClock(oci, file, say),
    'an instance principal, renewed behind its back': (say) => callAsInstance(oci, say),
    'every place a program can run in, found by itself': (say) =>
      callFromEveryPlace(oci, `${dirname(file)}-places`, say),
    'a scoped token, where database drivers look for it': (say) => writeTokenForDatabase(oci, file, say),
    'a person logs in, calls, is renewed, moves to another machine, and leaves': (say) =>
      callAsPerson(oci, `${dirname(file)}-session`, say),
    'a user security token, renewed by itself until its session ends': (say) => callInSession(oci, file, say),
  }
}

async function axiosWithApiKey(oci: Emulator, file: string, say: (line: string) => void): Promise<void> {
  const config = await loadConfig({ file })
  const http = axios.create({ baseURL: oci.url })
  attachSigner(http, await signerFromConfig(config))

  const user = { compartmentId: config.tenancy, name: 'TestUser', description: 'Created with a raw request' }
  const created = await http.post<{ id: string; name: string }>('/20160918/users/', user)
  say(`POST /20160918/users/ → ${created.status} ${created.data.name} ${created.data.id.slice(0, 24)}…`)
  assert.equal(created.data.name, 'TestUser')

  const regions = await http.get<{ name: string }[]>('/20160918/regions')
  say(`GET /20160918/regions → ${regions.status}, ${regions.data.length} regions`)
  assert.ok(regions.data.length > 0)
}

async function fetchWithSession(oci: Emulator, file: string, say: (line: string) => void): Promise<void> {
  const config = await loadConfig({ file, profile: 'SESSION' })
  const signedFetch = createSignedFetch(await signerFromConfig(config))

  const response = await signedFetch(`${oci.url}/20160918/tenancies/${config.require('tenancy')}/regionSubscriptions`)
  const subscriptions = (await response.json()) as { regionName: string }[]
  say(`GET …/regionSubscriptions → ${response.status}, ${subscriptions.map(({ regionName }) => regionName).join(', ')}`)
  assert.equal(response.status, 200)
}

async function uploadStream(oci: Emulator, file: string, say: (line: string) => void): Promise<void> {
  const signer = await signerFromConfig(await loadConfig({ file }))
  const signedFetch = createSignedFetch(signer, { bodySigning: 'exclude' })
  const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251))
  const url = `${oci.url}/n/namespace/b/bucket/o/folder%2Fupload.bin`

  const put = await signedFetch(url, {
    method: 'PUT',
    headers: { 'content-length': String(content.length) },
    body: Readable.toWeb(Readable.from([content])) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
  const got = Buffer.from(await (await signedFetch(url)).arrayBuffer())
  say(`PUT a stream of ${content.length} bytes → ${put.status}; GET → the same ${got.length} bytes`)
  assert.equal(put.status, 200)
  assert.ok(got.equals(content))
}

async function tamper(oci: Emulator, file: string, say: (line: string) => void): Promise<void> {
  const signer = await signerFromConfig(await loadConfig({ file }))
  const signed = await signer.sign({ method: 'GET', url: `${oci.url}/20160918/users?compartmentId=${oci.tenancy}` })
  const accepted = await fetch(signed.url, signed)
  const changed = await fetch(`${oci.url}/20160918/users?compartmentId=${oci.tenancy}&limit=1000`, signed)
  const seen = await diagnose401(signed, changed)
  const refusal = (await changed.json()) as {
    code: string
    emulator: { reason: string; explanation: string; firstDifference?: { expected: string; actual: string } }
  }

  say(`as signed → ${accepted.status}; with another query → ${changed.status} ${refusal.code}`)
  say(refusal.emulator.explanation)
  if (refusal.emulator.firstDifference) {
    say(`  signed:   ${refusal.emulator.firstDifference.actual}`)
    say(`  received: ${refusal.emulator.firstDifference.expected}`)
  }
  say(`what the caller can see by itself: ${seen.findings.map(({ message }) => message).join(' ')}`)
  assert.equal(accepted.status, 200)
  assert.equal(changed.status, 401)
  assert.ok(refusal.emulator.firstDifference)
  assert.deepEqual(
    seen.findings.map(({ code }) => code),
    ['request-changed'],
  )
}

async function healClock(oci: Emulator, file: string, say: (line: string) => void): Promise<void> {
  const slow = (): number => Date.now() - 10 * 60_000
  const signedFetch = createSignedFetch(await signerFromConfig(await loadConfig({ file }), { now: slow }))
  const before = oci.requests.length

  const first = await signedFetch(`${oci.url}/20160918/regions`)
  const second = await signedFetch(`${oci.url}/20160918/regions`)
  const verdicts = oci.requests.slice(before).map(({ status }) => status)
  say(`the caller saw ${first.status}, ${second.status}; the service answered ${verdicts.join(', ')}`)
  assert.deepEqual(verdicts, [401, 200, 200])
  assert.deepEqual([first.status, second.status], [200, 200])
}

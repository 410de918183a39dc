import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { archiveSession } from './archived-session.ts'
import { startControl, type Control } from './control.ts'

let oci: Emulator
let control: Control

beforeEach(async () => {
  oci = await startEmulator()
  control = await startControl(oci)
})

afterEach(async () => {
  await control.close()
  await oci.close()
})

async function ask(verb: string, members: object = {}): Promise<readonly [status: number, answer: unknown]> {
  const response = await fetch(`${control.address}/${verb}`, { method: 'POST', body: JSON.stringify(members) })
  return [response.status, await response.json()]
}

it('tells why requests were refused, each once, and how many came', async () => {
  await fetch(`${oci.url}/20160918/regions`, { headers: { 'opc-obo-token': 'x' } })
  expect(await ask('refusals')).toEqual([200, ['no-authorization']])
  expect(await ask('refusals')).toEqual([200, []])
  expect(await ask('count', { method: 'GET', path: '/20160918/regions' })).toEqual([200, 1])
  expect(await ask('sent', { header: 'opc-obo-token' })).toEqual([200, true])
  expect(await ask('sent', { header: 'x-date' })).toEqual([200, false])
})

it('sets how long tokens live, of all services or of one', async () => {
  expect(await ask('lifetime', { seconds: 7 })).toEqual([200, null])
  await ask('lifetime', { seconds: 9, only: 'oauth' })
  expect([oci.federation.lifetimeSeconds, oci.cluster.lifetimeSeconds, oci.oauth.lifetimeSeconds]).toEqual([7, 7, 9])
})

it('gives the instance another certificate', async () => {
  const before = await oci.certificates()
  expect(await ask('rotate', { revokeOld: true })).toEqual([200, null])
  expect(await oci.certificates()).not.toEqual(before)
})

it('refuses what it does not know', async () => {
  expect(await ask('rotat')).toEqual([400, 'There is no verb "rotat".'])
})

it('takes a session out of an archive, and signs with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'control-'))
  const { INTEROP_ARCHIVE: archive } = await archiveSession(oci, folder)
  expect(await ask('use-archive', { archive })).toEqual([200, 200])
  await rm(folder, { recursive: true })
})

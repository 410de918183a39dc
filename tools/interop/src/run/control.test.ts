import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { archiveSessions } from './archived-session.ts'
import { startControl, type Control } from './control.ts'
import { openSessions } from './opened-sessions.ts'

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

describe('sessions', () => {
  let home: string
  beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), 'control-'))))
  afterEach(() => rm(home, { recursive: true }))

  it('are taken out of an archive, and sign, also with an encrypted key', async () => {
    const { INTEROP_ARCHIVE, INTEROP_LOCKED_ARCHIVE } = await archiveSessions(oci, home)
    expect(await ask('use-archive', { archive: INTEROP_ARCHIVE })).toEqual([200, 200])
    expect(await ask('use-archive', { archive: INTEROP_LOCKED_ARCHIVE })).toEqual([200, 200])
  })

  it('do what they are asked for, and tell by code and reason what they refuse', async () => {
    await openSessions(oci, home)
    const of = (act: string, profile = 'SHORT') => ask('session', { act, home, profile })
    expect(await of('list')).toEqual([200, ['SESSION', 'LOCKED', 'SHORT']])
    for (const act of ['sign', 'sign-on', 'sign-by-hand']) expect(await of(act)).toEqual([200, 200])
    expect(await of('refresh')).toMatchObject([200, { outcome: 'renewed', atCeiling: true }])
    expect(await of('terminate')).toMatchObject([200, { left: [] }])
    expect(await of('validate')).toMatchObject([200, { code: 'ERR_SESSION_PROFILE', reason: 'not-found' }])
    expect(await of('sing')).toEqual([400, 'Nobody can ask a session to "sing".'])
  })

  it('are refused once their token was revoked', async () => {
    await openSessions(oci, home)
    const token = await readFile(join(home, '.oci', 'sessions', 'SHORT', 'token'), 'utf8')
    await ask('revoke', { token })
    expect(await ask('session', { act: 'validate', home, profile: 'SHORT' })).toMatchObject([
      200,
      { problem: 'refused' },
    ])
  })
})

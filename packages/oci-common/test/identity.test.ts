// Oracle's IdentityClient as every kind of principal: lists, pages, waiters, creation.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  getOkeWorkloadIdentitySigner,
  InstancePrincipalsSecurityTokenSigner,
  signerFromConfig,
  tokenExchangeFromEnvironment,
  TokenExchangeSigner,
} from '@x/auth-federation'
import { loadConfig } from '@x/config'
import type { RequestSigner } from '@x/signer'
import { apiKeySigner, emulated, sessionSigner } from '@x-tools/emulated'
import { models, type IdentityClient } from 'oci-identity'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOciHttpClient } from '../src/index.ts'
import { identityClient, withoutPauses } from './clients.ts'

const oci = emulated()
let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'oci-common-'))))
afterAll(() => rm(folder, { recursive: true }))

const clientOf = (signer: RequestSigner): IdentityClient => identityClient(createOciHttpClient(signer), oci().url)

const PRINCIPALS: Readonly<Record<string, () => Promise<RequestSigner>>> = {
  'a user with an API key': async () => apiKeySigner(oci()),
  'the profile of a configuration file': async () =>
    signerFromConfig(await loadConfig({ file: await oci().configFile(folder), env: {} })),
  'a session': async () => sessionSigner(oci()),
  'an instance': async () => new InstancePrincipalsSecurityTokenSigner({ env: await oci().environment('instance') }),
  'a pod': async () => getOkeWorkloadIdentitySigner({ env: await oci().environment('oke', folder) }),
  'a job that exchanges its token': async () =>
    new TokenExchangeSigner(tokenExchangeFromEnvironment(await oci().environment('token-exchange'))),
}

describe.each(Object.entries(PRINCIPALS))('%s', (_, principal) => {
  test('lists regions and creates a user', async () => {
    const client = clientOf(await principal())
    const { items } = await client.listRegions({})
    expect(items.map(({ key }) => key)).toContain('PHX')
    const createUserDetails = { compartmentId: oci().tenancy, name: `é ${oci().requests.length}`, description: 'ü' }
    const { user, etag } = await client.createUser({ createUserDetails })
    expect([user.name, etag]).toEqual([createUserDetails.name, expect.any(String)])
    expect((await client.getUser({ userId: user.id })).user).toMatchObject(createUserDetails)
  })
})

describe('a client', () => {
  test('turns the pages, and each of its requests is accepted', async () => {
    const client = clientOf(apiKeySigner(oci()))
    for (const name of ['page-1', 'page-2', 'page-3'])
      await client.createUser({ createUserDetails: { compartmentId: oci().tenancy, name, description: name } })
    const count = oci().requests.length
    const names: string[] = []
    for await (const { name } of client.listUsersRecordIterator({ compartmentId: oci().tenancy, limit: 2 }))
      names.push(name)
    expect(names).toEqual(expect.arrayContaining(['emulator-user', 'page-1', 'page-2', 'page-3']))
    const pages = oci().requests.slice(count)
    expect(pages.length).toBe(Math.ceil(names.length / 2))
    expect(pages.every(({ verdict }) => verdict === 'accepted')).toBe(true)
  })

  test('waits until a resource is in a state', async () => {
    const client = clientOf(apiKeySigner(oci()))
    oci().faults.add({ match: { path: `/20160918/users/${oci().user}` }, times: 2, effect: { status: 200 } })
    const { delayStrategy } = withoutPauses
    const waiter = client.createWaiters({ delayStrategy })
    const found = await waiter.forUser({ userId: oci().user }, models.User.LifecycleState.Active)
    expect([found?.user.name, oci().count('GET', `/20160918/users/${oci().user}`)]).toEqual(['emulator-user', 3])
  })

  test('sends a query whole, whatever is in a value', async () => {
    const client = clientOf(apiKeySigner(oci()))
    await client.listUsers({ compartmentId: oci().tenancy, name: 'R #1 | é', limit: 4 })
    expect(oci().requests.at(-1)).toMatchObject({
      target: `/20160918/users?compartmentId=${oci().tenancy}&limit=4&name=R%20%231%20%7C%20%C3%A9`,
      verdict: 'accepted',
    })
  })
})

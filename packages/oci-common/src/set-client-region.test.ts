import { Realm, Region } from 'oci-common'
import { IdentityClient } from 'oci-identity'
import { ObjectStorageClient } from 'oci-objectstorage'
import { expect, test } from 'vitest'
import { setClientRegion } from './set-client-region.ts'

const httpClient = { send: async () => new Response() }
const of = (region: string | undefined) => ({ region: async () => region })

test.each([
  ['us-phoenix-1', 'https://identity.us-phoenix-1.oci.oraclecloud.com/20160918'],
  ['us-gov-ashburn-1', 'https://identity.us-gov-ashburn-1.oci.oraclegovcloud.com/20160918'],
  // One that the SDK does not know: it takes it for one of the commercial realm.
  ['us-moon-1', 'https://identity.us-moon-1.oci.oraclecloud.com/20160918'],
])('a client in %s calls %s', async (region, endpoint) => {
  const client = new IdentityClient({ httpClient })
  expect(await setClientRegion(client, of(region))).toBe(client)
  expect(client.endpoint).toBe(endpoint)
})

test('a region with dots is a domain, as the SDK has it', async () => {
  const client = await setClientRegion(new IdentityClient({ httpClient }), of('us-moon-1.oci.example.com'))
  expect(client.endpoint).toBe('https://identity.us-moon-1.oci.example.com/20160918')
})

test('a region that the program registers is in its realm', async () => {
  Region.register('xx-mars-1', Realm.register('oc99', 'example.com'))
  const client = await setClientRegion(new IdentityClient({ httpClient }), of('xx-mars-1'))
  expect(client.endpoint).toBe('https://identity.xx-mars-1.oci.example.com/20160918')
})

test('what was set of the address by hand afterwards stays', async () => {
  const client = await setClientRegion(new ObjectStorageClient({ httpClient }), of('us-phoenix-1'))
  client.useRealmSpecificEndpointTemplate = true
  expect(client.endpoint).toMatch(/^https:\/\/\{namespaceName\+Dot\}objectstorage\.us-phoenix-1\./)
  client.endpoint = 'http://localhost:1'
  expect(client.endpoint).toBe('http://localhost:1')
})

test.each([
  ['a signer without one', of(undefined)],
  ['one that knows none', {}],
  ['an empty one', of('')],
  ['nothing', undefined],
])('%s leaves the client as it was', async (_, signer) => {
  const client = new IdentityClient({ httpClient })
  await expect(setClientRegion(client, signer as never)).rejects.toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: 'The signer does not know its region. Set client.regionId or client.endpoint yourself.',
  })
  expect(client.endpoint).toBe('')
})

test.each(['evil.example/', 'evil.example?', 'a@evil.example', 'us-phoenix-1#', 'us phoenix 1', {}])(
  '%s is refused, since it would lead elsewhere',
  async (region) => {
    const client = new IdentityClient({ httpClient })
    await expect(setClientRegion(client, of(region as never))).rejects.toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: "The signer's region is no identifier of one. Give the signer one such as us-phoenix-1.",
    })
    expect(client.endpoint).toBe('')
  },
)

test.each(['phx', 'IAD'])('the code %s is refused, since no host has it in its name', async (code) => {
  const client = new IdentityClient({ httpClient })
  await expect(setClientRegion(client, of(code))).rejects.toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: "The signer's region is no identifier of one. Give the signer one such as us-phoenix-1.",
  })
  expect(client.endpoint).toBe('')
})

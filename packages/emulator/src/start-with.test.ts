// A service is one row: a made-up one that no other file knows of has all that the built-in ones have.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jsonAnswer } from './frame/service/answer.ts'
import { UNSIGNED_ACCEPTED } from './frame/service/examined.ts'
import type { ServiceRow } from './frame/service/service.ts'
import type { EmulatorOptions } from './options.ts'
import { pathOf } from './proof/request/received-request.ts'
import { SERVICES } from './services/index.ts'
import { startWith } from './start-with.ts'

interface BakeryFace {
  readonly bakery: { readonly url: string; readonly bread: string }
}

/** Sells bread to everybody, and gives out a token under a path of its own. */
const bakery: ServiceRow<{ readonly bread?: string }, BakeryFace> = {
  optionNames: ['bread'],
  start: ({ tenancy }, { bread = 'rye' }) => ({
    examine: ({ target }) =>
      pathOf(target) === '/bakery' || target.startsWith('/opc/bakery')
        ? {
            judgement: UNSIGNED_ACCEPTED,
            respond: (fault) => jsonAnswer(200, { bread, of: tenancy.names.user, fault }),
          }
        : undefined,
    tokenPaths: ['/bakery'],
    localEndpoint: (target) => (target.startsWith('/opc/bakery') ? '/opc/bakery' : undefined),
    environment: {
      instance: ({ url }) => ({ BAKERY_URL: url }),
      kitchen: ({ plainUrl }) => Promise.resolve({ OVEN_URL: plainUrl }),
    },
    face: ({ url }) => ({ bakery: { url, bread } }),
  }),
}

const options: EmulatorOptions & { readonly bread: string } = { bread: 'spelt', cors: true }
const start = () => startWith([bakery, ...SERVICES], options)
let oci: Awaited<ReturnType<typeof start>>
beforeAll(async () => {
  oci = await start()
})
afterAll(() => oci.close())

const get = async (path: string): Promise<unknown> => (await fetch(oci.url + path)).json()

test('is asked whether a request is its own, with its option and what the emulator holds', async () => {
  expect(await get('/bakery?x')).toEqual({ bread: 'spelt', of: oci.user })
  expect(oci.requests.at(-1)).toMatchObject({ path: '/bakery', verdict: 'accepted', status: 200 })
})

test('makes its option known, and no other', async () => {
  const misspelt: EmulatorOptions & { readonly bread?: string; readonly bred: string } = { bred: 'rye' }
  await expect(startWith([bakery], misspelt)).rejects.toThrow(
    '"bred" is no option of "startEmulator". Did you mean "bread"?',
  )
  await expect(startWith(SERVICES, options)).rejects.toMatchObject({ option: 'bread' })
})

test('leaves to the others what is theirs', async () => {
  expect(await get('/20160918/regions')).toMatchObject({ code: 'NotAuthenticated' })
  expect(await get('/opc/v2/nothing')).toMatchObject({ emulator: { reason: 'metadata-unauthorized' } })
  expect(await get('/nobody')).toMatchObject({ emulator: { reason: 'no-authorization' } })
})

test('is in the environment of a place, beside the others or alone', async () => {
  expect(await oci.environment('kitchen')).toEqual({ OVEN_URL: oci.url })
  expect(await oci.environment('instance')).toEqual({
    BAKERY_URL: oci.url,
    OCI_METADATA_BASE_URL: oci.metadataUrl,
    OCI_SDK_AUTH_CLIENT_REGION_URL: oci.url,
  })
  await expect(oci.environment('constructor')).rejects.toThrow(/Give one of: .*kitchen/)
})

test('has its face on the handle, and the others have theirs', () => {
  expect(oci.bakery).toEqual({ url: oci.url, bread: 'spelt' })
  expect([oci.federation.lifetimeSeconds, oci.dataPlane.userTokenSeconds]).toEqual([21_600, 3600])
})

test('gets the token faults of its paths', async () => {
  oci.faults.add({ times: 1, effect: { token: 'missing' } })
  await get('/20160918/regions')
  expect(await get('/bakery')).toMatchObject({ fault: 'missing' })
  expect(await get('/bakery')).not.toHaveProperty('fault')
})

test('is never open to other origins, and counted as it says, where a machine reaches it by a link-local address', async () => {
  const [local, open] = await Promise.all([fetch(`${oci.url}/opc/bakery/rye`), fetch(`${oci.url}/bakery`)])
  expect(local.headers.has('access-control-allow-origin')).toBe(false)
  expect(open.headers.has('access-control-allow-origin')).toBe(true)
  expect(oci.count('GET', '/opc/bakery/wheat')).toBe(1)
})

// The axios plugin over real HTTP, with the adapter that axios chooses in this runtime, and with the one over fetch.
import type { ApiKeyOptions } from '@x/signer'
import type { AxiosInstance, AxiosRequestConfig } from 'axios'
import type { Case, Context } from '../case.ts'
import { arrived, fetchBodies } from '../bodies.ts'
import { PATHS } from '../paths.ts'
import { signerOf, type Echo } from '../signers.ts'

const group = 'axios'
const REGIONS = '/20160918/regions'

type Adapter = Pick<AxiosRequestConfig, 'adapter'>

interface Attached {
  readonly client: AxiosInstance
  readonly detach: () => void
}

function attached(context: Context, adapter: Adapter, key: Partial<ApiKeyOptions> = {}): Attached {
  const { axios, signedAxios } = context.libraries
  const client = axios.create({ baseURL: context.input.identity.origin, validateStatus: null, ...adapter })
  return { client, detach: signedAxios.attachSigner(client, signerOf(context, key)) }
}

/** axios turns a string into a form of its own, and takes streams with Node's adapter alone. */
const BODIES = fetchBodies.filter(({ name }) => !['a string', 'a web stream'].includes(name))

/** axios names the types of some bodies itself. */
const TYPES: Readonly<Record<string, string>> = {
  URLSearchParams: 'application/x-www-form-urlencoded;charset=utf-8',
}

const casesWith = (adapter: Adapter): readonly Case[] => {
  const clientOf = (context: Context, key?: Partial<ApiKeyOptions>): AxiosInstance =>
    attached(context, adapter, key).client
  return [
    {
      group,
      name: 'a GET is accepted',
      async observe(context) {
        const { status, data } = await clientOf(context).get<unknown[]>(REGIONS)
        return [status, data.length > 0]
      },
      expected: [200, true],
    },
    {
      group,
      name: 'parameters are signed as they are sent',
      async observe(context) {
        const params = { a: 'b c', d: ['e', 'f'], g: '[h]|' }
        return (await clientOf(context).get('/echo', { params })).status
      },
      expected: 200,
    },
    {
      group,
      name: 'posts an object as JSON',
      async observe(context) {
        const { status, data } = await clientOf(context).post<Echo>('/echo', { name: 'zoë' })
        return { status, ...arrived(data) }
      },
      expected: { status: 200, type: 'application/json', arrives: '{"name":"zoÃ«"}' },
    },
    ...BODIES.map(({ name, make, type, arrives }): Case => ({
      group,
      name: `posts ${name}`,
      async observe(context) {
        const { status, data } = await clientOf(context).post<Echo>('/echo', make(context.host))
        return { status, ...arrived(data) }
      },
      expected: { status: 200, type: TYPES[name] ?? type, arrives },
    })),
    {
      group,
      name: 'a slow clock is corrected, once',
      async observe(context) {
        const client = clientOf(context, { now: () => Date.now() - 3_600_000 })
        return [(await client.get(REGIONS)).status, (await client.get(REGIONS)).status]
      },
      expected: [200, 200],
    },
    {
      group,
      name: 'a refusal rejects where axios is to reject',
      async observe(context) {
        const request = clientOf(context, { fingerprint: '00:00' }).get(REGIONS, { validateStatus: (s) => s < 400 })
        return request.catch(({ response }: { response: { status: number } }) => response.status)
      },
      expected: 401,
    },
    {
      group,
      name: 'a redirect is handed over, not followed',
      observe: async (context) => (await clientOf(context).get(PATHS.moved)).status,
      expected: 302,
    },
    {
      group,
      name: 'a password beside a signature is refused',
      observe: (context) => clientOf(context).get(REGIONS, { auth: { username: 'a', password: 'b' } }),
      expected: { code: 'ERR_AUTH_CONFLICT' },
    },
    {
      group,
      name: 'detached it signs no more',
      async observe(context) {
        const { client, detach } = attached(context, adapter)
        detach()
        return (await client.get(REGIONS)).status
      },
      expected: 401,
    },
  ]
}

export const axiosCases: readonly Case[] = [
  ...casesWith({}),
  ...casesWith({ adapter: 'fetch' }).map((one) => ({ ...one, name: `over fetch: ${one.name}` })),
]

// No token, key id or signature shows in what a caller may log.
import { inspect } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { attachSigner } from '@x/axios'
import { emulated, sessionSigner } from '@x-tools/emulated'
import { clients } from './clients.ts'

const oci = emulated()

beforeEach(() => oci().faults.clear())

describe.each(clients)('$name', ({ create }) => {
  const client = () => {
    const http = create({ baseURL: oci().url })
    attachSigner(http, sessionSigner(oci()))
    return http
  }
  const printed = (value: unknown): string =>
    [inspect(value, { depth: 4 }), JSON.stringify(value), String(value), JSON.stringify({ ...(value as object) })].join(
      '\n',
    )
  const SECRET = /Signature|authorization|ST\$/i

  test('a response prints without them and carries the unsigned config', async () => {
    const { config, headers, request, status, data } = await client().post('/echo', { a: 1 })
    expect(printed({ config, headers, status })).not.toMatch(SECRET)
    expect(config).toMatchObject({ url: '/echo', baseURL: oci().url, data: '{"a":1}' })
    expect(JSON.stringify(data)).toContain('/echo')
    expect(request).toBeDefined()
  })

  test('a response as a whole prints without them', async () => {
    expect(printed(await client().get('/20160918/regions'))).not.toMatch(SECRET)
  })

  test.each([
    ['a status', { status: 500 }],
    ['a 401', { status: 401 }],
    ['a lost connection', { reset: true }],
  ] as const)('an error over %s prints without them', async (_, effect) => {
    oci().faults.add({ effect })
    const error: unknown = await client()
      .post('/echo', { a: 1 })
      .catch((reason: unknown) => reason)
    expect(printed(error)).not.toMatch(SECRET)
    expect(error).toMatchObject({ config: { url: '/echo', data: '{"a":1}' } })
    expect((error as { request?: unknown }).request).toBeDefined()
  })

  test('an error of transformResponse prints without them', async () => {
    const transformResponse = () => {
      throw new Error('cannot read it')
    }
    const error: unknown = await client()
      .get('/echo', { transformResponse })
      .catch((reason: unknown) => reason)
    expect(printed(error)).toContain('cannot read it')
    expect(printed(error)).not.toMatch(SECRET)
  })
})

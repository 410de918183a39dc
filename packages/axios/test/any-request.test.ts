// Whatever address and body a caller comes up with: it arrives under a signature that fits, or is refused before it is sent.
import * as fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { attachSigner } from '@x/axios'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { clients, publicKey, signer } from './clients.ts'
import { verifyingServer } from './verifying-server.ts'

const server = verifyingServer(publicKey)
beforeEach(() => void server.received.splice(0))

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('%', '%2', '+', "'", '[]', '|^{}`\\', '..', '&=?'),
)
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text), fc.dictionary(text, text, { maxKeys: 2 }))
const request = fc.record({
  path: text,
  params: fc.dictionary(text, value, { maxKeys: 3 }),
  method: fc.constantFrom('get', 'post', 'put', 'patch', 'delete'),
  body: fc.oneof(
    text,
    fc.uint8Array(),
    fc.json().map((json) => JSON.parse(json) as object),
    fc.constant(undefined),
  ),
})
const numRuns = fuzzRuns(100)

const timeout = 30_000 + numRuns * 30
test.each(clients)('$name sends any request as it was signed', { timeout }, async ({ create, adapter }) => {
  const http = create({ baseURL: server.url })
  attachSigner(http, signer)
  await fc.assert(
    fc.asyncProperty(request, async ({ path, params, method, body }) => {
      const data = adapter === 'fetch' && method === 'get' ? undefined : body
      const outcome = await http.request({ url: `/p/${path}`, params, method, data }).catch((error: unknown) => error)
      const [one] = server.received.splice(0)
      const refusal = (outcome as { code?: string }).code
      expect(one ? one.problems : refusal).toEqual(one ? [] : 'ERR_SIGNING')
    }),
    { numRuns },
  )
})

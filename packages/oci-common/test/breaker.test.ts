// A circuit breaker stands in the fetch that the program passes, below the SDK's retries.
import { CircuitBreaker } from '@x/retry'
import { apiKeySigner, emulated } from '@x-tools/emulated'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { expect, test } from 'vitest'
import { createOciHttpClient } from '../src/index.ts'
import { identityClient, silenceWarnings } from './clients.ts'

const oci = emulated()
silenceWarnings()

test('stops the SDK’s retries from reaching a service that is down, and names itself', async () => {
  const breaker = new CircuitBreaker({ name: 'identity', minimumCalls: 3 })
  const guarded: typeof fetch = async (input, init) => {
    let answer: Response | undefined
    const attempt = async (): Promise<Response> => {
      answer = await fetch(input, init)
      if (answer.ok) return answer
      throw Object.assign(new Error(answer.statusText), { status: answer.status })
    }
    return breaker.execute(attempt).catch((error: unknown) => {
      if (answer) return answer
      throw error
    })
  }
  oci().faults.add({ effect: { status: 503 } })
  const client = identityClient(createOciHttpClient(apiKeySigner(oci()), { fetch: guarded }), oci().url)
  expect(await rejectionOf(client.listRegions({}))).toMatchObject({
    code: 'ERR_CIRCUIT_OPEN',
    message: expect.stringContaining('"identity"'),
  })
  expect([oci().requests.length, breaker.state]).toEqual([3, 'open'])
})

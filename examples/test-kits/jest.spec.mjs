// Tests under jest that share an emulator.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { useEmulator } from '@x/emulator'

const before = process.env.OCI_METADATA_BASE_URL

describe('with an emulator', () => {
  const oci = useEmulator({ beforeAll, beforeEach, afterAll }, { environment: 'instance' })
  afterEach(() => void jest.useRealTimers())

  test.each([1, 2])('each test begins with no records: %i', async () => {
    expect(oci.requests).toEqual([])
    expect(process.env.OCI_METADATA_BASE_URL).toBe(oci.metadataUrl)
    const response = await fetch(`${oci.url}/20160918/regions`)
    expect([response.status, oci.requests.at(-1)?.reason]).toEqual([401, 'no-authorization'])
  })

  test('a session ends when the Date of jest says so, and answers come while its timers stand', async () => {
    jest.useFakeTimers({ now: Date.UTC(2031, 4, 1), doNotFake: ['nextTick'] })
    const { expiresAt } = oci.createSession({ lifetimeSeconds: 60 })
    oci.faults.add({ times: 1, effect: { delayMs: 5, status: 503 } })
    expect((await fetch(`${oci.url}/echo`)).status).toBe(503)
    jest.setSystemTime(Date.UTC(2031, 4, 1, 0, 1, 1))
    expect(oci.clock.now()).toBeGreaterThan(expiresAt)
  })
})

test('the variables are as before, once that is over', () => {
  expect(process.env.OCI_METADATA_BASE_URL).toBe(before)
})

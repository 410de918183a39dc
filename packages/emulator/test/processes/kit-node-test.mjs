// Tests for node:test that share an emulator; kit-in-node-test.test.ts runs them in a process of their own.
import assert from 'node:assert/strict'
import test, { after, before, beforeEach, describe } from 'node:test'
import { useEmulator } from '../../src/index.ts'

const variable = process.env.OCI_METADATA_BASE_URL

describe('with the hooks of the module', () => {
  const oci = useEmulator({ before, beforeEach, after }, { keys: 'new', environment: 'instance' })
  for (const run of [1, 2]) {
    test(`run ${run}`, async () => {
      assert.equal(oci.requests.length, 0)
      assert.equal(process.env.OCI_METADATA_BASE_URL, oci.metadataUrl)
      const response = await fetch(`${oci.url}/20160918/regions`)
      assert.equal(response.status, 401)
      assert.equal(oci.requests.at(-1)?.reason, 'no-authorization')
    })
  }
})

describe('after that', () => {
  test('the variable is as before', () => assert.equal(process.env.OCI_METADATA_BASE_URL, variable))
})

describe('with the hooks of the test function, and a Date that stands still', () => {
  const oci = useEmulator(test, { keys: 'new' })
  test('a session ends when that Date says so', (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2030, 0, 1) })
    assert.equal(oci.clock.now(), Date.UTC(2030, 0, 1))
    assert.equal(oci.createSession({ lifetimeSeconds: 60 }).expiresAt, Date.UTC(2030, 0, 1, 0, 1))
    t.mock.timers.tick(61_000)
    assert.equal(oci.clock.now(), Date.UTC(2030, 0, 1, 0, 1, 1))
  })
  test('all timers may be mocked: answers come, late ones too', async (t) => {
    oci.faults.add({ effect: { delayMs: 5, status: 503 } })
    t.mock.timers.enable({ apis: ['Date', 'setTimeout', 'setInterval', 'setImmediate'], now: Date.now() })
    assert.equal((await fetch(`${oci.url}/echo`)).status, 503)
  })
})

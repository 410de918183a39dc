// The test kit under vitest, with its own hooks.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useEmulator } from '../src/index.ts'
import { signAndSend } from './hand-signer.ts'

const before = process.env['OCI_METADATA_BASE_URL']

describe('tests that share an emulator', () => {
  const oci = useEmulator({ beforeAll, beforeEach, afterAll }, { keys: 'new', environment: 'instance' })
  const seen = new Set<string>()

  test.each([1, 2])('each begins with none of the records of the others: %i', async () => {
    expect(oci.requests).toEqual([])
    expect((await signAndSend(oci)).status).toBe(200)
    expect(oci.requests).toHaveLength(1)
    expect(process.env['OCI_METADATA_BASE_URL']).toBe(oci.metadataUrl)
    seen.add(oci.url)
    expect(seen.size).toBe(1)
  })
})

test('the variables are as before, once the tests of the block are over', () => {
  expect(process.env['OCI_METADATA_BASE_URL']).toBe(before)
})

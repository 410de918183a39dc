// The invariant of a chain over real HTTP: whatever happens in whatever order, a signature is that of the outermost parent, made with
// the key that its token names. Innermost and outermost are never mixed.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { settled } from '@x-tools/testkit/settled'
import type { SignedRequest } from '@x/signer'
import { claimsOf, isSignedByBoundKey, tokenOf } from './instance.ts'
import { Resource, SESSION_TOKEN, type LeafVersion } from './resource.ts'

const RUNS = fuzzRuns(12)
const FAULTS = [
  { status: 401, code: 'NotAuthenticated' },
  { status: 500 },
  { reset: true },
  { truncate: true },
  { token: 'wrong-key' },
  { token: 'missing' },
  { revoke: true },
] as const
const STEPS = ['sign', 'sign', 'sign', 'refuse', 'force', 'fail', 'fail', 'age', 'pause', 'pause', 'land'] as const

let resource: Resource
let folder: string
beforeAll(async () => {
  resource = await Resource.start()
  folder = await mkdtemp(join(tmpdir(), 'chain-'))
})
afterAll(async () => {
  await resource.oci.close()
  await rm(folder, { recursive: true })
})

test.each<LeafVersion>(['2.2', '2.1'])(
  'over version %s no interleaving mixes the innermost resource with its parents',
  async (version) => {
    const steps = fc.array(
      fc.oneof(
        { weight: 40, arbitrary: fc.constantFrom<(typeof STEPS)[number] | 'rotate'>(...STEPS) },
        { weight: 2, arbitrary: fc.constant<'rotate'>('rotate') },
      ),
      { minLength: 5, maxLength: 25, size: 'max' },
    )
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.integer({ min: 1, max: 3 }),
        fc.infiniteStream(fc.constantFrom(...FAULTS)),
        async (sequence, parents, failures) => {
          resource.reset()
          const { oci } = resource
          oci.resourcePrincipals.parents = parents
          const outermost = oci.resourcePrincipals.parentResources.at(-1)
          const signer = await resource.signer(await resource.chainEnv(version, folder))
          const running: Promise<unknown>[] = []
          const check = (signed: SignedRequest): void => {
            expect(isSignedByBoundKey(signed)).toBe(true)
            expect(claimsOf(tokenOf(signed))['res_id']).toBe(outermost)
          }
          const sign = async (): Promise<SignedRequest | undefined> => {
            const signed = await signer.sign(resource.request).catch(() => undefined)
            if (signed) check(signed)
            return signed
          }
          const refuse = async (): Promise<void> => {
            const signed = await sign()
            if (signed) await signer.refresh(signed).catch(() => {})
          }
          const act: Record<(typeof STEPS)[number] | 'rotate', () => unknown> = {
            sign: () => running.push(sign()),
            refuse: () => running.push(refuse()),
            force: () => running.push(signer.refresh().catch(() => {})),
            fail: () =>
              oci.faults.add({
                match: { path: sequence.length % 2 ? SESSION_TOKEN : /parents/ },
                times: 1,
                effect: failures.next().value ?? { reset: true },
              }),
            rotate: () => running.push(oci.resourcePrincipals.renewFiles()),
            age: () => oci.clock.advance(11_000 * sequence.length),
            pause: settled,
            land: () => Promise.all(running),
          }
          for (const step of sequence) await act[step]()
          await Promise.all(running)
          oci.faults.clear()
          await oci.resourcePrincipals.renewFiles()
          oci.clock.advance(10_000)
          await signer.refresh()
          check(await signer.sign(resource.request))
          await signer.close()
        },
      ),
      { numRuns: RUNS },
    )
  },
  RUNS * 6000,
)

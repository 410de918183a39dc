// The invariant over real HTTP: whatever happens in whatever order, a signature is made with the key that its token names.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settled } from '@x-tools/testkit/settled'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { EXCHANGE_FAULTS, Instance, isSignedByBoundKey } from './instance.ts'

const RUNS = fuzzRuns(15)

type Step = 'sign' | 'refuse' | 'force' | 'fail' | 'rotate' | 'age' | 'pause' | 'land'
const STEPS = ['sign', 'sign', 'sign', 'refuse', 'force', 'fail', 'fail', 'age', 'pause', 'pause', 'land'] as const

let instance: Instance
beforeAll(async () => void (instance = await Instance.start()))
afterAll(() => instance.oci.close())

test(
  '1, no interleaving of signing, refusals, renewals, failures and rotations pairs a token with a foreign key',
  async () => {
    const sequence = fc.array(
      fc.oneof(
        { weight: 40, arbitrary: fc.constantFrom<Step>(...STEPS) },
        { weight: 1, arbitrary: fc.constant<Step>('rotate') },
      ),
      { minLength: 5, maxLength: 30, size: 'max' },
    )
    await fc.assert(
      fc.asyncProperty(sequence, fc.infiniteStream(fc.constantFrom(...EXCHANGE_FAULTS)), async (steps, failures) => {
        instance.reset()
        const { oci } = instance
        const signer = instance.signer()
        const running: Promise<unknown>[] = []
        const sign = async (): Promise<void> => {
          const signed = await signer.sign({ method: 'GET', url: instance.regions }).catch(() => undefined)
          expect(signed === undefined || isSignedByBoundKey(signed)).toBe(true)
        }
        const refuse = async (): Promise<void> => {
          const signed = await signer.sign({ method: 'GET', url: instance.regions }).catch(() => undefined)
          if (signed) await signer.refresh(signed).catch(() => {})
        }
        const act: Record<Step, () => unknown> = {
          sign: () => running.push(sign()),
          refuse: () => running.push(refuse()),
          force: () => running.push(signer.refresh().catch(() => {})),
          fail: () =>
            oci.faults.add({ match: { path: '/v1/x509' }, times: 1, effect: failures.next().value ?? { reset: true } }),
          rotate: () => oci.rotateCertificates({ staleKeyReads: steps.length % 2 }),
          age: () => oci.clock.advance(11_000 * steps.length),
          pause: settled,
          land: () => Promise.all(running),
        }
        for (const step of steps) await act[step]()
        await Promise.all(running)
        oci.faults.clear()
        oci.clock.advance(5_000)
        expect(isSignedByBoundKey(await signer.sign({ method: 'GET', url: instance.regions }))).toBe(true)
        await signer.close()
      }),
      { numRuns: RUNS },
    )
  },
  RUNS * 4000,
)

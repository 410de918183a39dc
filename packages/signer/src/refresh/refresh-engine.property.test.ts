// The invariant: whatever happens in whatever order, a token is only ever handed out with its own key, and never past its end.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settled } from '@x-tools/testkit/settled'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { expiredError, FakeService, type NumberedSnapshot } from '../../test/support/token-service.ts'
import { RefreshEngine } from './refresh-engine.ts'

const RUNS = fuzzRuns(500)

type Step = 'sign' | 'refuse' | 'answer' | 'fail' | 'minute' | 'hour'

test('no interleaving of signing, refusals, renewals and failures pairs a token with a foreign key', async () => {
  const steps = fc.array(fc.constantFrom<Step>('sign', 'sign', 'refuse', 'answer', 'fail', 'minute', 'hour'), {
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(steps, fc.double({ min: 0, max: 1, noNaN: true }), async (sequence, random) => {
      const service = new FakeService()
      const engine = new RefreshEngine({ load: service.load, now: service.now, random: () => random, expiredError })
      const calls: Promise<void>[] = []
      const sign = (rejected?: NumberedSnapshot): void => {
        const call = engine.credential({ rejected: rejected?.credential }).then(
          async ({ credential, number, expiresAt }) => {
            expect(credential.keyId).toBe(`ST$${number}`)
            expect(await credential.key.sign(new Uint8Array())).toEqual(Uint8Array.of(number))
            expect(service.nowMs).toBeLessThan(expiresAt)
          },
          (error: Error) => expect(error.message).toBe('auth is down'),
        )
        calls.push(call)
      }
      const act: Record<Step, () => unknown> = {
        sign: () => sign(),
        refuse: () => sign(engine.current),
        answer: () => service.answer(),
        fail: () => service.fail(),
        minute: () => (service.nowMs += 60_000),
        hour: () => (service.nowMs += 3_600_000),
      }
      for (const step of sequence) {
        await act[step]()
        await settled()
        expect(service.waiting).toBeLessThanOrEqual(1)
      }
      while (service.waiting > 0) await service.answer()
      await Promise.all(calls)
    }),
    { numRuns: RUNS },
  )
})

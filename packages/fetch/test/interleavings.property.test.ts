// The invariants of a client with many sites and one credential: a site that lies about the time changes nothing of what another is
// sent, and each signature is made with the key of the token that it names.
import fc from 'fast-check'
import { createSigner } from '@x/signer'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { createSignedFetch } from '../src/create-signed-fetch.ts'
import { Interleaving, type Step } from './interleaving.ts'
import type { Answer } from './sites.ts'

const RUNS = fuzzRuns(60)
const MINUTE = 60_000
const DAY = 86_400_000

/** How far the clock of a refusal is off: the last believed and the first not believed are among them. */
const offset = fc.oneof(
  fc.integer({ min: -600, max: 600 }).map((minutes) => minutes * MINUTE),
  fc.constantFrom(DAY, -DAY, 365 * DAY, -365 * DAY, 365 * DAY + MINUTE, -365 * DAY - MINUTE, 3_000 * DAY),
)
/** What cannot be the time of a service. */
const NO_TIME = [
  'Sat, 13 Sep 275760 00:00:00 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'tomorrow',
  '-1',
  '0',
  '',
]

const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ is: fc.constantFrom('fine', 'refusal', 'failure') }),
  fc.record({ is: fc.constantFrom('date', 'sentence'), offsetMs: offset }),
  fc.record({ is: fc.constantFrom('text-date', 'text-sentence'), text: fc.constantFrom(...NO_TIME) }),
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('send'), host: fc.nat() }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('answer'), which: fc.nat(), answer }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('issue', 'issue', 'issue', 'break', 'force') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait'), seconds: fc.constantFrom(1, 7, 45, 600, 3_000, 3_700) }),
  },
)

// What heals a refusal is loaded with the first one, which takes longer than a step.
beforeAll(async () => {
  const signer = createSigner(async () => ({ keyId: 'a/b/c', key: { sign: async (data) => data } }))
  await createSignedFetch(signer, { fetch: async () => new Response('no', { status: 401 }) })('https://example.com')
})

afterEach(() => void vi.useRealTimers())

test('no order of sends, lies about the time, renewals and failures lets a site change what another is sent, or a key sign for a foreign token', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
    const run = new Interleaving()
    for (const next of steps) await run.do(next)
    await run.land()
    await run.correctEachSite()
    expect(run.broken).toEqual([])
  })
  await fc.assert(property, { numRuns: RUNS })
}, 60_000)

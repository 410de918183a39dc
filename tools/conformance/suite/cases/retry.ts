// Retry with the runtime's own timers, and the breaker.
import type { Case, Context } from '../case.ts'
import { PATHS } from '../paths.ts'

const group = 'retry'

const busy = () => Object.assign(new Error('busy'), { status: 503 })

export const retryCases: readonly Case[] = [
  {
    group,
    name: 'a busy service is called again over HTTP',
    async observe({ libraries: { retry, signer }, input }) {
      const attempts: number[] = []
      const url = input.identity.origin + PATHS.busy
      const key = await signer.loadPrivateKey(input.identity.pem)
      const { tenancy, user, fingerprint } = input.identity
      const caller = signer.createSigner(async () => ({ keyId: `${tenancy}/${user}/${fingerprint}`, key }))
      const status = await retry.retry(
        async ({ attempt }) => {
          attempts.push(attempt)
          const response = await signer.sendSigned({ method: 'GET', url }, caller, ({ url: to, ...init }) =>
            fetch(to, init as RequestInit),
          )
          if (!response.ok) throw Object.assign(new Error('refused'), { status: response.status })
          return response.status
        },
        { maxAttempts: 4, baseMs: 1, maxWaitMs: 1 },
      )
      return { status, attempts }
    },
    expected: { status: 200, attempts: [1, 2, 3] },
  },
  {
    group,
    name: 'giving up throws the last error with the attempts',
    async observe({ libraries: { retry } }) {
      const error: unknown = await retry
        .retry(() => Promise.reject(busy()), { maxAttempts: 3, sleep: async () => {} })
        .catch((failure: unknown) => failure)
      return [(error as Error).message, retry.attemptsOf(error).length]
    },
    expected: ['busy', 3],
  },
  {
    group,
    name: "a wait ends with the signal's reason",
    async observe({ libraries: { retry } }) {
      const controller = new AbortController()
      const strategy = {
        maxAttempts: 2,
        baseMs: 600_000,
        maxWaitMs: 600_000,
        totalElapsedMs: 6_000_000,
        jitter: 'none',
      }
      const work = retry.retry(
        () => {
          setTimeout(() => controller.abort(new RangeError('enough')), 10)
          return Promise.reject(busy())
        },
        strategy as Parameters<Context['libraries']['retry']['retry']>[1],
        { signal: controller.signal },
      )
      return work.catch(({ message }: Error) => message)
    },
    expected: 'enough',
  },
  {
    group,
    name: 'the breaker opens, waits and closes again',
    async observe({ libraries: { retry } }) {
      let now = 0
      const breaker = new retry.CircuitBreaker({ minimumCalls: 2, failureRatio: 0.5, openMs: 1000, now: () => now })
      const states: string[] = []
      const call = (work: () => Promise<unknown>): Promise<unknown> =>
        breaker.execute(work).then(
          () => states.push(breaker.state),
          (error: unknown) => states.push(`${breaker.state}${retry.isCircuitOpenError(error) ? ', refused' : ''}`),
        )
      for (let i = 0; i < 3; i++) await call(() => Promise.reject(busy()))
      now = 1001
      states.push(breaker.state)
      await call(async () => 'fine')
      return states
    },
    expected: ['closed', 'open', 'open, refused', 'half-open', 'closed'],
  },
  {
    group,
    name: 'Retry-After is read in both forms',
    observe: ({ libraries: { retry } }) => [
      retry.parseRetryAfter('120', 0),
      retry.parseRetryAfter('Thu, 01 Jan 1970 00:02:00 GMT', 0),
      retry.parseRetryAfter('-1', 0) ?? 'none',
    ],
    expected: [120_000, 120_000, 'none'],
  },
]

// Retry outside, breaker inside: what a client does with both.
import { describe, expect, test } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import {
  attemptsOf,
  chooseCircuitBreaker,
  CircuitBreaker,
  isCircuitOpenError,
  retry,
  retryStrategy,
  type RetryStrategyOptions,
} from '../src/index.ts'
import { fakeTime, serviceError } from './support.ts'

function client(options: RetryStrategyOptions = {}) {
  const time = fakeTime()
  const { now, sleep } = time
  const breaker = new CircuitBreaker({ minimumCalls: 3, openMs: 30_000, now })
  const strategy = retryStrategy({ now, sleep, jitter: 'none', ...options })
  const call = <T>(operation: () => T): Promise<T> => retry(() => breaker.execute(operation), strategy)
  return { ...time, breaker, call }
}

const fail = (): never => {
  throw serviceError(503)
}

describe('retry around a breaker', () => {
  test('each attempt passes the breaker, and an open one ends the retry at once', async () => {
    const { call, slept, breaker } = client()
    const error = await rejectionOf(call(fail))
    expect(isCircuitOpenError(error)).toBe(true)
    expect(attemptsOf(error).map(({ error: one }) => isCircuitOpenError(one))).toStrictEqual([
      false,
      false,
      false,
      true,
    ])
    expect(slept).toStrictEqual([1000, 2000, 4000])
    expect(breaker.state).toBe('open')
  })

  test('opted in, it waits until a probe may be made', async () => {
    const { call, slept, breaker } = client({ retryOnOpenCircuit: true })
    let calls = 0
    const operation = (): string => {
      calls += 1
      return calls > 3 ? 'fine' : fail()
    }
    expect(await call(operation)).toBe('fine')
    // The circuit opened at 3 s; the attempt at 7 s was refused and waited until 33 s.
    expect(slept).toStrictEqual([1000, 2000, 4000, 26_000])
    expect(calls).toBe(4)
    expect(breaker.state).toBe('closed')
  })

  test('clients that were given the same breaker fail fast together', async () => {
    const shared = new CircuitBreaker({ minimumCalls: 1 })
    const [one, other] = [chooseCircuitBreaker(shared, {}), chooseCircuitBreaker(shared, {})]
    await rejectionOf(one.execute(fail))
    expect(isCircuitOpenError(await rejectionOf(other.execute(() => 'fine')))).toBe(true)
  })
})

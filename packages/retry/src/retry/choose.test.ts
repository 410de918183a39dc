import { afterEach, describe, expect, test, vi } from 'vitest'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { chooseCircuitBreaker, chooseCircuitBreakerStrategy } from '../circuit-breaker/choose-circuit-breaker.ts'
import {
  DEFAULT_CIRCUIT_BREAKER_STRATEGY,
  NONE_CIRCUIT_BREAKER_STRATEGY,
} from '../circuit-breaker/circuit-breaker-strategy.ts'
import { chooseRetryStrategy } from './choose-retry-strategy.ts'
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker.ts'
import { DEFAULT_RETRY_STRATEGY, NONE_RETRY_STRATEGY, retryStrategy } from './retry-strategy.ts'
import { serviceError } from '../../test/support.ts'

const own = retryStrategy({ maxAttempts: 2 })
const enabled = { OCI_SDK_DEFAULT_RETRY_ENABLED: 'true' }

afterEach(() => void vi.unstubAllEnvs())

describe('the retry strategy of an operation', () => {
  test.each([
    ['its own, before the client’s', own, DEFAULT_RETRY_STRATEGY, enabled, own],
    ['its own none, before the client’s', NONE_RETRY_STRATEGY, own, enabled, NONE_RETRY_STRATEGY],
    ['the client’s, before the environment', undefined, own, enabled, own],
    ['the client’s none, before the environment', undefined, NONE_RETRY_STRATEGY, enabled, NONE_RETRY_STRATEGY],
    ['the default, when the environment says true', undefined, undefined, enabled, DEFAULT_RETRY_STRATEGY],
    [
      'none, when the environment says false',
      undefined,
      undefined,
      { OCI_SDK_DEFAULT_RETRY_ENABLED: 'False' },
      NONE_RETRY_STRATEGY,
    ],
    ['none, when the environment says nothing', undefined, undefined, {}, NONE_RETRY_STRATEGY],
    [
      'none, when the variable is blank',
      undefined,
      undefined,
      { OCI_SDK_DEFAULT_RETRY_ENABLED: ' ' },
      NONE_RETRY_STRATEGY,
    ],
    [
      'the default, in any case and with blanks',
      undefined,
      undefined,
      { OCI_SDK_DEFAULT_RETRY_ENABLED: ' TRUE ' },
      DEFAULT_RETRY_STRATEGY,
    ],
  ])('is %s', (_, operation, client, environment, expected) => {
    expect(chooseRetryStrategy(operation, client, environment)).toBe(expected)
  })

  test('comes from the process’s environment by default, read at the time of the call', () => {
    vi.stubEnv('OCI_SDK_DEFAULT_RETRY_ENABLED', 'true')
    expect(chooseRetryStrategy(undefined, undefined)).toBe(DEFAULT_RETRY_STRATEGY)
    vi.stubEnv('OCI_SDK_DEFAULT_RETRY_ENABLED', 'false')
    expect(chooseRetryStrategy(undefined, undefined)).toBe(NONE_RETRY_STRATEGY)
  })

  test('is none where the process has no environment, or it cannot be read', () => {
    const refusing = Object.defineProperty({}, 'env', {
      get: () => {
        throw new Error('NotCapable')
      },
    })
    for (const process of [undefined, {}, refusing, { env: null }]) {
      vi.stubGlobal('process', process)
      const chosen = chooseRetryStrategy(undefined, undefined)
      vi.unstubAllGlobals()
      expect(chosen).toBe(NONE_RETRY_STRATEGY)
    }
  })

  test('made of options is checked', () => {
    expect(chooseRetryStrategy({ maxAttempts: 5 }, undefined, {}).maxAttempts).toBe(5)
    expect(() => chooseRetryStrategy({ maxAttempts: 0 }, undefined, {})).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_RETRY_OPTION' }) as Error,
    )
  })
})

describe('the circuit breaker of a client', () => {
  const isOn = async (breaker: CircuitBreaker): Promise<boolean> => {
    for (let call = 0; call < 10; call++)
      await rejectionOf(
        breaker.execute(() => {
          throw serviceError(503)
        }),
      )
    return breaker.state !== 'closed'
  }

  test('is the very one it was given, so that clients can share it', () => {
    const shared = new CircuitBreaker()
    expect(chooseCircuitBreaker(shared, {})).toBe(shared)
  })

  test('is the one it was given of another copy of the package', () => {
    const foreign = { execute: () => {} } as unknown as CircuitBreaker
    expect(chooseCircuitBreaker(foreign, {})).toBe(foreign)
    expect(chooseCircuitBreaker({ name: 'mine' }, {})).toMatchObject({ name: 'mine' })
  })

  test('is made from its strategy, before the environment', async () => {
    const off = { OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED: 'false' }
    expect(await isOn(chooseCircuitBreaker({ minimumCalls: 5 }, off))).toBe(true)
    expect(await isOn(chooseCircuitBreaker({ enabled: false }, {}))).toBe(false)
  })

  test.each([
    ['on when the environment says nothing', {}, true],
    ['on when it says true', { OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED: 'True' }, true],
    ['off when it says false', { OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED: 'FALSE' }, false],
  ])('is %s', async (_, environment, on) => {
    expect(await isOn(chooseCircuitBreaker(undefined, environment))).toBe(on)
  })

  test('is another one for each client', () => {
    expect(chooseCircuitBreaker(undefined, {})).not.toBe(chooseCircuitBreaker(undefined, {}))
  })
})

describe('an environment variable that is neither true nor false', () => {
  test.each([['yes'], ['1'], ['truee']])('%j is refused by name, without its value', (value) => {
    const variables = ['OCI_SDK_DEFAULT_RETRY_ENABLED', 'OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED']
    const environment = Object.fromEntries(variables.map((variable) => [variable, value]))
    const choices = [
      () => chooseRetryStrategy(undefined, undefined, environment),
      () => chooseCircuitBreaker(undefined, environment),
    ]
    choices.forEach((choose, index) => {
      const variable = variables[index]
      expect(choose).toThrow(expect.objectContaining({ code: 'ERR_INVALID_RETRY_VARIABLE', variable }) as Error)
      expect(choose).toThrow(`The environment variable ${variable} is neither empty nor true or false.`)
    })
  })
})

test('the strategy of a client’s own circuit breaker is its own, before the environment', () => {
  const off = { OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED: 'false' }
  const given = { minimumCalls: 3 }
  expect(chooseCircuitBreakerStrategy(given, off)).toBe(given)
  expect(chooseCircuitBreakerStrategy(undefined, off)).toBe(NONE_CIRCUIT_BREAKER_STRATEGY)
  expect(chooseCircuitBreakerStrategy(undefined, {})).toBe(DEFAULT_CIRCUIT_BREAKER_STRATEGY)
})

// What the package exports, and what loading it does.
import { expect, test } from 'vitest'
import * as surface from '../src/index.ts'

test('the exports are these', () => {
  expect(Object.keys(surface).toSorted()).toStrictEqual([
    'CircuitBreaker',
    'CircuitOpenError',
    'DEFAULT_CIRCUIT_BREAKER_STRATEGY',
    'DEFAULT_RETRY_ON',
    'DEFAULT_RETRY_STRATEGY',
    'EventualConsistencyWindow',
    'InvalidRetryOptionError',
    'InvalidRetryVariableError',
    'NONE_CIRCUIT_BREAKER_STRATEGY',
    'NONE_RETRY_STRATEGY',
    'attemptsOf',
    'chooseCircuitBreaker',
    'chooseCircuitBreakerStrategy',
    'chooseRetryStrategy',
    'circuitBreakerStrategy',
    'classifyError',
    'createRetryToken',
    'isCircuitOpenError',
    'isSecretName',
    'parseRetryAfter',
    'redactText',
    'retry',
    'retryStrategy',
  ])
})

import { describe, expect, test } from 'vitest'
import { EventualConsistencyWindow } from '../wait/eventual-consistency.ts'
import { InvalidRetryOptionError } from '../options/errors.ts'
import {
  DEFAULT_RETRY_STRATEGY,
  NONE_RETRY_STRATEGY,
  retryStrategy,
  type RetryStrategyOptions,
} from './retry-strategy.ts'
import { DEFAULT_RETRY_ON } from '../classify/status-table.ts'

const asOptions = (value: unknown): RetryStrategyOptions => value as RetryStrategyOptions

describe('retryStrategy', () => {
  test('has OCI’s defaults', () => {
    expect(DEFAULT_RETRY_STRATEGY).toStrictEqual({
      maxAttempts: 8,
      totalElapsedMs: 600_000,
      retryOn: { 409: ['IncorrectState', 'LockConflict'], 429: [] },
      retryOnAny5xx: true,
      retryOnOpenCircuit: false,
      baseMs: 1000,
      growthFactor: 2,
      maxWaitMs: 30_000,
      jitter: 'decorrelated-jitter',
      jitterMs: 1000,
      honourRetryAfter: true,
    })
  })

  test('lays the given options over the defaults; undefined keeps the default', () => {
    const strategy = retryStrategy({ maxAttempts: 3, baseMs: undefined })
    expect(strategy).toStrictEqual({ ...DEFAULT_RETRY_STRATEGY, maxAttempts: 3 })
  })

  const other: Required<RetryStrategyOptions> = {
    maxAttempts: 3,
    totalElapsedMs: 5000,
    retryOn: { 404: [] },
    retryOnAny5xx: false,
    retryOnOpenCircuit: true,
    baseMs: 7,
    growthFactor: 3,
    maxWaitMs: 11,
    jitter: 'none',
    jitterMs: 13,
    honourRetryAfter: false,
    eventualConsistency: new EventualConsistencyWindow(),
    now: () => 5,
    random: () => 0.5,
    sleep: async () => {},
    onAttempt: () => {},
    onRetry: () => {},
    onGiveUp: () => {},
  }

  test.each(Object.keys(other))('has the default of one option alone where only that one is missing: %s', (option) => {
    const given = Object.entries(other).filter(([name]) => name !== option)
    const defaults = Object.entries(DEFAULT_RETRY_STRATEGY).filter(([name]) => name === option)
    const expected = Object.fromEntries([...given, ...defaults])
    expect(retryStrategy(Object.fromEntries(given))).toStrictEqual(expected)
    expect(retryStrategy({ ...other, [option]: undefined })).toStrictEqual(expected)
  })

  test('takes the least and the greatest that each option can be', () => {
    const least = { maxAttempts: 1, totalElapsedMs: 1e-9, baseMs: 0, growthFactor: 1, maxWaitMs: 0, jitterMs: 0 }
    expect(retryStrategy(least)).toMatchObject(least)
    const greatest = { maxAttempts: Number.MAX_SAFE_INTEGER, baseMs: Number.MAX_VALUE, retryOn: { 400: [], 599: [] } }
    expect(retryStrategy(greatest)).toMatchObject(greatest)
  })

  test('takes a strategy apart and together again', () => {
    expect(retryStrategy({ ...DEFAULT_RETRY_STRATEGY, jitter: 'fixed' }).jitter).toBe('fixed')
  })

  test('is frozen, and so is the default table', () => {
    expect(Object.isFrozen(DEFAULT_RETRY_STRATEGY)).toBe(true)
    expect(Object.isFrozen(DEFAULT_RETRY_ON)).toBe(true)
    expect(Object.isFrozen(DEFAULT_RETRY_ON[409])).toBe(true)
  })

  test('with all three checks off is the strategy without retries', () => {
    expect(retryStrategy({ maxAttempts: false, totalElapsedMs: false, retryOn: false })).toStrictEqual(
      NONE_RETRY_STRATEGY,
    )
    expect(NONE_RETRY_STRATEGY.maxAttempts).toBe(1)
  })

  test('with one check left keeps to that one', () => {
    expect(retryStrategy({ maxAttempts: 3, totalElapsedMs: false, retryOn: false }).maxAttempts).toBe(3)
    expect(retryStrategy({ maxAttempts: false, totalElapsedMs: 10, retryOn: false }).maxAttempts).toBe(false)
    expect(retryStrategy({ maxAttempts: false, totalElapsedMs: false }).maxAttempts).toBe(false)
  })

  test.each<[string, unknown]>([
    ['maxAttempts', 0],
    ['maxAttempts', 1.5],
    ['maxAttempts', Infinity],
    ['maxAttempts', Number.NaN],
    ['maxAttempts', '3'],
    ['maxAttempts', null],
    ['maxAttempts', true],
    ['totalElapsedMs', 0],
    ['totalElapsedMs', -1],
    ['totalElapsedMs', Infinity],
    ['retryOn', true],
    ['retryOn', null],
    ['retryOn', []],
    ['retryOn', { 200: [] }],
    ['retryOn', { '-1': [] }],
    ['retryOn', { 404: 'A' }],
    ['retryOn', { 404: [1] }],
    ['retryOnAny5xx', 1],
    ['retryOnOpenCircuit', 'yes'],
    ['baseMs', -1],
    ['baseMs', Number.NaN],
    ['growthFactor', 0.5],
    ['maxWaitMs', Infinity],
    ['jitter', 'full'],
    ['jitter', 'constructor'],
    ['jitterMs', -1],
    ['honourRetryAfter', 0],
    ['eventualConsistency', {}],
    ['now', 5],
    ['random', 0.5],
    ['sleep', 100],
    ['onAttempt', 'log'],
    ['onRetry', {}],
    ['onGiveUp', true],
    ['maxAttemps', 3],
    ['constructor', 3],
    ['__proto__x', 3],
  ])('refuses %s: %j and names it', (option, value) => {
    expect(() => retryStrategy(asOptions({ [option]: value }))).toThrowError(
      expect.objectContaining({ name: 'InvalidRetryOptionError', code: 'ERR_INVALID_RETRY_OPTION', option }) as Error,
    )
  })

  test.each([[null], ['default'], [[]], [3]])('refuses %j as a whole', (value) => {
    expect(() => retryStrategy(asOptions(value))).toThrow(InvalidRetryOptionError)
  })

  test('its refusals are TypeErrors that say what would do', () => {
    expect(() => retryStrategy(asOptions({ jitter: 'full' }))).toThrow(TypeError)
    expect(() => retryStrategy(asOptions({ jitter: 'full' }))).toThrow(
      'The retry strategy option jitter is "full". It has to be one of decorrelated-jitter, full-jitter, equal-jitter, full-jitter-with-equal-on-throttle, fixed, none.',
    )
    expect(() => retryStrategy({ maxAttempts: 0 })).toThrow(
      'It has to be a whole number of at least 1, or false to switch it off.',
    )
  })

  const long = 'x'.repeat(50)
  test.each<[unknown, string]>([
    [{ maxAttempts: 0 }, 'option maxAttempts is 0. It has to be a whole number of at least 1, or false'],
    [{ maxAttempts: true }, 'option maxAttempts is true. '],
    [{ maxAttempts: null }, 'option maxAttempts is null. '],
    [{ maxAttempts: {} }, 'option maxAttempts is a object. '],
    [{ maxAttempts: long }, `option maxAttempts is "${'x'.repeat(40)}". `],
    [{ totalElapsedMs: -1 }, 'option totalElapsedMs is -1. It has to be a finite number above 0, or false'],
    [{ baseMs: -1 }, 'option baseMs is -1. It has to be a finite number of at least 0.'],
    [{ retryOnAny5xx: 1 }, 'option retryOnAny5xx is 1. It has to be true or false.'],
    [{ sleep: 1 }, 'option sleep is 1. It has to be a function.'],
    [{ eventualConsistency: 1 }, 'option eventualConsistency is 1. It has to be an EventualConsistencyWindow.'],
    [
      { retryOn: 1 },
      'It has to be a table such as { 409: ["IncorrectState"], 429: [] } with statuses from 400 to 599,',
    ],
    [{ [long]: 1 }, `There is no option "${long.slice(0, 60)}". Use maxAttempts, totalElapsedMs, `],
    [{ max_attempts: 1 }, 'There is no option "max_attempts". Did you mean `maxAttempts`?'],
    [long, `A retry strategy is an object of options, not "${'x'.repeat(40)}". Pass { … } or a strategy.`],
    [null, 'A retry strategy is an object of options, not null. '],
    [[], 'A retry strategy is an object of options, not a object. '],
  ])('refuses %j with words for it', (options, message) => {
    expect(() => retryStrategy(asOptions(options))).toThrow(message)
  })
})

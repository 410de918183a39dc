// What the test kit asks of a test runner: functions that it calls with what is to run before and after tests.
import { EmulatorOptionError } from '../errors.ts'

/** Registers something with a test runner. It takes no parameter, as Playwright reads a parameter as the fixtures that are wanted. */
export type TestHook = (run: () => Promise<void>) => unknown

/**
 * The hooks of a test runner, by their shape: vitest and jest have `beforeAll` and `afterAll`, `node:test` has `before` and `after`, and
 * the `test` of Playwright or of `node:test` can be given as it is. Other members are not looked at.
 *
 * @example
 * ```ts
 * import { after, before, beforeEach } from 'node:test'
 * import type { TestHooks } from '@x/emulator'
 *
 * const hooks: TestHooks = { before, beforeEach, after }
 * console.log(Object.keys(hooks))
 * ```
 */
export interface TestHooks {
  readonly beforeAll?: TestHook | undefined
  /** In place of `beforeAll`. */
  readonly before?: TestHook | undefined
  /** Left out, nothing is reset between tests. */
  readonly beforeEach?: TestHook | undefined
  readonly afterAll?: TestHook | undefined
  /** In place of `afterAll`. */
  readonly after?: TestHook | undefined
}

/** What the kit runs, and when. */
export interface Steps {
  readonly start: () => Promise<void>
  readonly reset: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** @throws {@link EmulatorOptionError} when the hooks for start and end are not there */
export function register(hooks: TestHooks, { start, reset, stop }: Steps): void {
  const isOne = (typeof hooks === 'object' && hooks !== null) || typeof hooks === 'function'
  const [first, last] = isOne ? [hooks.beforeAll ?? hooks.before, hooks.afterAll ?? hooks.after] : []
  if (typeof first !== 'function' || typeof last !== 'function') {
    throw new EmulatorOptionError(
      'hooks',
      'The hooks of the test runner are missing. Give { beforeAll, beforeEach, afterAll }, or { before, beforeEach, after } with node:test.',
    )
  }
  first(start)
  hooks.beforeEach?.(reset)
  last(stop)
}

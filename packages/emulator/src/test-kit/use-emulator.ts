// The test kit: one emulator for the tests of a file or a block, started, reset and closed by the hooks of whatever runs them.
import type { Emulator } from '../emulator.ts'
import { EmulatorNotRunningError, EmulatorOptionError } from '../errors.ts'
import { EMULATOR_OPTIONS, type EmulatorOptions } from '../options.ts'
import { knownOptions } from '../options/check-option.ts'
import type { EmulatedPlace } from '../services/index.ts'
import { openKit, type OpenKit } from './open-kit.ts'
import { register, type TestHooks } from './test-hooks.ts'

/**
 * What {@link useEmulator} can be asked for: what {@link startEmulator} can, and variables for the time of the tests.
 *
 * @example
 * ```ts
 * import { afterAll, beforeAll, beforeEach } from 'vitest'
 * import { useEmulator, type UseEmulatorOptions } from '@x/emulator'
 *
 * const options: UseEmulatorOptions = {
 *   environment: 'instance',
 *   variables: ({ url }) => ({ MY_APP_ENDPOINT: url, OCI_CLI_PROFILE: undefined }),
 * }
 * useEmulator({ beforeAll, beforeEach, afterAll }, options)
 * ```
 */
export interface UseEmulatorOptions extends EmulatorOptions {
  /**
   * Where the program under test seems to run: what {@link Emulator.environment} yields for it is in `process.env` from before the first test
   * until after the last. Its files lie in a temporary folder with mode 0700, which is removed at the end.
   *
   * @defaultValue none
   */
  readonly environment?: EmulatedPlace | undefined
  /** Yields further variables for that time; `undefined` takes one away. @defaultValue none */
  readonly variables?: ((oci: Emulator) => Readonly<Record<string, string | undefined>>) | undefined
}

/**
 * Starts one emulator before the tests, resets it before each ({@link Emulator.reset}), and closes it after the last.
 *
 * Keys are kept from run to run unless `keys: 'new'` is given, since making them is what a start takes its time for.
 *
 * @param hooks - those of the test runner, see {@link TestHooks}
 * @param options - see {@link UseEmulatorOptions}
 * @returns the emulator. Whatever is read of it before the first hook ran, or after the last, throws {@link EmulatorNotRunningError}
 * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION when a hook is missing; whatever {@link startEmulator} and
 * {@link Emulator.environment} throw, the first hook rejects with
 * @example
 * ```ts
 * import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
 * import { useEmulator } from '@x/emulator'
 *
 * const oci = useEmulator({ beforeAll, beforeEach, afterAll })
 *
 * test('refuses what is not signed', async () => {
 *   await fetch(`${oci.url}/20160918/regions`)
 *   expect(oci.requests.map(({ reason }) => reason)).toEqual(['no-authorization'])
 * })
 * ```
 */
export function useEmulator(hooks: TestHooks, options: UseEmulatorOptions = {}): Emulator {
  knownOptions('useEmulator', options, ['environment', 'variables', ...EMULATOR_OPTIONS])
  const { environment: place, variables, keys = 'kept', ...rest } = options
  if (variables !== undefined && typeof variables !== 'function')
    throw new EmulatorOptionError('variables', '"variables" is not a function. Give one that yields them by name.')
  let kit: OpenKit | undefined
  register(hooks, {
    start: async () => {
      // A runner that repeats a hook which took too long has not ended what that began.
      await kit?.close()
      kit = await openKit({ options: { ...rest, keys }, place, variables, environment: process.env })
    },
    reset: async () => kit?.oci.reset(),
    stop: async () => {
      const running = kit
      kit = undefined
      await running?.close()
    },
  })
  return handle(() => kit?.oci)
}

/** Asked for by promises, and by whoever prints a value: these are to learn that there is no such thing, and not that nothing runs. */
const ASKED_OF_ANYTHING: ReadonlySet<string | symbol> = new Set(['then', 'toJSON'])

function handle(running: () => Emulator | undefined): Emulator {
  return new Proxy({} as Emulator, {
    get: (_, name) => {
      const oci = running()
      if (oci !== undefined) return memberOf(oci, name)
      if (typeof name === 'symbol' || ASKED_OF_ANYTHING.has(name)) return undefined
      throw new EmulatorNotRunningError(name)
    },
    has: (_, name) => name in (running() ?? {}),
    // Otherwise it would be kept and never read: a test that replaces a member would go on with the real one.
    set: refuseChange,
    defineProperty: refuseChange,
  })
}

function refuseChange(_: Emulator, name: string | symbol): never {
  throw new EmulatorOptionError(String(name), `"${String(name)}" of the emulator cannot be replaced. Wrap it instead.`)
}

/** Methods know the emulator by private members, which the proxy has not. */
function memberOf(oci: Emulator, name: string | symbol): unknown {
  const member: unknown = Reflect.get(oci, name, oci)
  return typeof member === 'function' ? member.bind(oci) : member
}

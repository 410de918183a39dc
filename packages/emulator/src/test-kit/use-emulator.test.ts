// The test kit with a runner whose hooks a test calls itself.
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { EmulatorNotRunningError, EmulatorOptionError } from '../errors.ts'
import type { TestHook, TestHooks } from './test-hooks.ts'
import { useEmulator, type UseEmulatorOptions } from './use-emulator.ts'

type Step = () => Promise<void>

class Runner {
  readonly registered = new Map<string, Step>()
  readonly hook =
    (name: string): TestHook =>
    (run) =>
      this.registered.set(name, run)

  async run(name: string): Promise<void> {
    await this.registered.get(name)?.()
  }
}

let runner = new Runner()
afterEach(async () => {
  await runner.run('afterAll')
  runner = new Runner()
})

const use = (options: UseEmulatorOptions = {}): ReturnType<typeof useEmulator> => {
  const { hook } = runner
  const hooks: TestHooks = {
    beforeAll: hook('beforeAll'),
    beforeEach: hook('beforeEach'),
    afterAll: hook('afterAll'),
  }
  return useEmulator(hooks, { keys: 'new', ...options })
}

/** Whether nobody but its owner can read or write it. Windows has no such modes. */
const isPrivate = async (path: string): Promise<boolean> =>
  process.platform === 'win32' || ((await stat(path)).mode & 0o077) === 0

test('says that it does not run when it is read before the first test and after the last', async () => {
  const oci = use()
  expect(() => oci.url).toThrow(EmulatorNotRunningError)
  expect(() => oci.url).toThrow(/"url" was read while the emulator does not run/)
  await runner.run('beforeAll')
  expect(oci.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  await runner.run('afterAll')
  expect(() => oci.requests).toThrow(expect.objectContaining({ code: 'ERR_EMULATOR_NOT_RUNNING' }))
})

test('can be returned from an async function and printed before it runs', async () => {
  const oci = await Promise.resolve(use())
  expect(JSON.stringify(oci)).toBe('{}')
  expect('url' in oci).toBe(false)
  await runner.run('beforeAll')
  expect('url' in oci).toBe(true)
})

test('forwards methods, also those that were taken off it', async () => {
  const oci = use()
  await runner.run('beforeAll')
  const { createSession, clock } = oci
  expect(createSession().keyId).toMatch(/^ST\$/)
  clock.freeze(0)
  expect(oci.clock.now()).toBe(0)
})

test('refuses to have a member replaced, since nobody would read it', async () => {
  const oci = use()
  await runner.run('beforeAll')
  expect(() => vi.spyOn(oci, 'createSession')).toThrow('"createSession" of the emulator cannot be replaced.')
  expect(() => Object.assign(oci, { url: 'x' })).toThrow(EmulatorOptionError)
  oci.federation.lifetimeSeconds = 7
  expect(oci.federation.lifetimeSeconds).toBe(7)
})

test('is as after the start before each test, at the same address and with the same keys', async () => {
  const oci = use({ faults: [{ times: 1, effect: { status: 503 } }] })
  await runner.run('beforeAll')
  const { url, apiKey } = oci
  for (let run = 0; run < 2; run++) {
    await runner.run('beforeEach')
    const statuses = [await fetch(`${oci.url}/echo`), await fetch(`${oci.url}/echo`)].map(({ status }) => status)
    expect(statuses).toEqual([503, 401])
    expect(oci.requests).toHaveLength(2)
  }
  expect([oci.url, oci.apiKey]).toEqual([url, apiKey])
})

test('takes the names that node:test has for its hooks', async () => {
  const oci = useEmulator({ before: runner.hook('beforeAll'), after: runner.hook('afterAll') }, { keys: 'new' })
  await runner.run('beforeAll')
  expect(oci.user).toMatch(/^ocid1\.user\./)
})

test('takes the test function of a runner, whose hooks are its members', async () => {
  const members = { beforeAll: runner.hook('beforeAll'), afterAll: runner.hook('afterAll') }
  const oci = useEmulator(
    Object.assign(() => 'a test', members),
    { keys: 'new' },
  )
  await runner.run('beforeAll')
  expect(oci.user).toMatch(/^ocid1\.user\./)
})

test('registers functions without a parameter, since Playwright reads fixtures from it', () => {
  use()
  expect([...runner.registered.values()].map((step) => step.length)).toEqual([0, 0, 0])
})

test.each([[{}], [{ beforeAll: () => {} }], [undefined], [{ beforeAll: 'yes', afterAll: 'no' }]])(
  'refuses hooks that are not there: %j',
  (hooks) => {
    expect(() => useEmulator(hooks as never)).toThrow(/hooks of the test runner are missing/)
  },
)

test('refuses an option that is misspelt, and names the one that is meant', () => {
  expect(() => use({ enviroment: 'instance' } as object)).toThrow(/Did you mean "environment"\?/)
  expect(() => use({ tenanzy: 'a' } as object)).toThrow(/Did you mean "tenancy"\?/)
  expect(() => use({ variables: {} as never })).toThrow(EmulatorOptionError)
})

test('sets the variables of a place, and puts back what was there: values, and absences', async () => {
  const before = { ...process.env }
  const oci = use({ environment: 'instance', variables: ({ url }) => ({ APP_ENDPOINT: url, PATH: undefined }) })
  expect(process.env).toEqual(before)
  await runner.run('beforeAll')
  expect(process.env['OCI_METADATA_BASE_URL']).toBe(oci.metadataUrl)
  expect(process.env['APP_ENDPOINT']).toBe(oci.url)
  expect('PATH' in process.env).toBe(false)
  await runner.run('afterAll')
  expect(process.env).toEqual(before)
})

test('writes the files of a place to a folder of its own, and removes it', async () => {
  use({ environment: 'user' })
  await runner.run('beforeAll')
  const { HOME: home = '', OCI_CONFIG_FILE: config } = process.env
  expect(config).toBe(join(home, '.oci', 'config'))
  expect(await isPrivate(home)).toBe(true)
  await runner.run('afterAll')
  expect(existsSync(home)).toBe(false)
  expect(existsSync(dirname(home))).toBe(true)
})

test('undoes everything when the start fails half way', async () => {
  const before = { ...process.env }
  let seen: { url: string; home: string | undefined } | undefined
  const oci = use({
    environment: 'user',
    variables: ({ url }) => {
      seen = { url, home: process.env['HOME'] }
      throw new Error('no variables today')
    },
  })
  await expect(runner.run('beforeAll')).rejects.toThrow('no variables today')
  expect(process.env).toEqual(before)
  expect(existsSync(seen?.home ?? '')).toBe(false)
  await expect(fetch(seen?.url ?? '')).rejects.toThrow('fetch failed')
  expect(() => oci.url).toThrow(EmulatorNotRunningError)
})

test.each<[string, () => unknown, RegExp]>([
  ['nothing', () => undefined, /yielded no object .* not a promise/],
  ['a promise', async () => ({ APP_ENDPOINT: 'x' }), /yielded no object .* not a promise/],
  ['a list', () => ['APP_ENDPOINT=x'], /yielded no object/],
  ['text', () => 'APP_ENDPOINT=x', /yielded no object/],
  ['a map', () => new Map([['APP_ENDPOINT', 'x']]), /yielded no object/],
  ['a number', () => ({ APP_PORT: 80 }), /yielded "APP_PORT" with .* Give text, or undefined/],
  ['null', () => ({ APP_PORT: null }), /yielded "APP_PORT"/],
  ['a name with an equals sign', () => ({ 'A=B': 'x' }), /yielded "A=B"/],
  ['no name', () => ({ '': 'x' }), /yielded ""/],
  ['a NUL', () => ({ APP_ENDPOINT: 'a\0b' }), /yielded "APP_ENDPOINT"/],
])('refuses variables that are %s, and leaves the environment alone', async (_, variables, message) => {
  const before = { ...process.env }
  use({ variables: variables as UseEmulatorOptions['variables'] })
  await expect(runner.run('beforeAll')).rejects.toThrow(message)
  await expect(runner.run('beforeAll')).rejects.toBeInstanceOf(EmulatorOptionError)
  expect(process.env).toEqual(before)
})

test('runs again after it was closed, as a worker does that starts anew', async () => {
  const oci = use()
  await runner.run('beforeAll')
  const { tenancy } = oci
  await runner.run('afterAll')
  await runner.run('beforeAll')
  expect(oci.tenancy).not.toBe(tenancy)
})

test('a start that is repeated closes what the first one began', async () => {
  const before = { ...process.env }
  const oci = use({ variables: ({ url }) => ({ APP_ENDPOINT: url }) })
  await runner.run('beforeAll')
  const { url } = oci
  await runner.run('beforeAll')
  expect(oci.url).toBe(process.env['APP_ENDPOINT'])
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  await runner.run('afterAll')
  expect(process.env).toEqual(before)
})

// What a principal owes the process it lives in.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmulator, type EmulatedPlace, type Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Instance } from './instance.ts'

// Each process has a limit of its own.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))

/** A program finds Node's own by these, and is in the same time as the tests. */
const KEPT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(?:PATH$|LD_PRELOAD$|FAKETIME)/.test(name)),
)

/** What a program prints that has these variables alone; rejects when it does not end by itself. */
async function outputOf(program: string, url: string, env: Record<string, string>): Promise<string> {
  const script = fileURLToPath(new URL(`processes/${program}.ts`, import.meta.url))
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--unhandled-rejections=strict', '-C', '@x/source', '--import', 'tsx', script, url],
    { cwd: PACKAGE, env: { ...KEPT, ...env }, timeout: 25_000 },
  )
  return stdout.trim()
}

const WELL = JSON.stringify({ status: 200, called: [] })

const PLACES: readonly EmulatedPlace[] = [
  'user',
  'session',
  'instance',
  'resource-1.1',
  'resource-2.1',
  'resource-2.1.1',
  'resource-2.1.2',
  'resource-2.2',
  'resource-3.0',
  'oke',
  'token-exchange',
]

describe.each(PLACES)('a process in the place %s, which has the variables of that alone', (place) => {
  let oci: Emulator
  let folder: string
  let env: Record<string, string>
  beforeAll(async () => {
    oci = await startEmulator()
    folder = await mkdtemp(join(tmpdir(), 'place-'))
    env = { HOME: folder, USERPROFILE: folder, ...(await oci.environment(place, folder)) }
  })
  afterAll(async () => {
    await oci.close()
    await rm(folder, { recursive: true })
  })
  const run = (program: string): Promise<string> => outputOf(program, `${oci.url}/20160918/regions`, env)

  test('is found by the chain, is accepted, is never stopped for a key or a file (6), and ends by itself (13)', async () => {
    expect(await run('synchronous')).toBe(WELL)
  })
})

describe('a process with an instance principal', () => {
  let instance: Instance
  beforeAll(async () => void (instance = await Instance.start()))
  afterAll(() => instance.oci.close())
  beforeEach(() => instance.reset())

  const run = (program: string): Promise<string> => outputOf(program, instance.regions, { ...instance.env })

  test('6, is never stopped for a key or a file, and renews when it is told to', async () => {
    expect(await run('synchronous')).toBe(WELL)
    expect(instance.exchanges).toBe(2)
  })

  test('13, ends by itself while a key is prepared ahead', async () => {
    expect(await run('prepare-and-exit')).toBe('200')
  })

  test('13, a closed principal signs no more and closes twice', async () => {
    const signer = instance.signer()
    await signer.ready()
    await signer.close()
    await signer.close()
    const closed = { code: 'ERR_PRINCIPAL_CLOSED' }
    await expect(signer.sign({ method: 'GET', url: instance.regions })).rejects.toMatchObject(closed)
    await expect(signer.refresh()).rejects.toMatchObject(closed)
    await expect(signer.whoami()).rejects.toMatchObject(closed)
  })

  test('14, shares nothing between its principals', async () => {
    void new Request('http://localhost/') // Node keeps its dispatcher there from the first use of fetch on
    const globals = new Set(Reflect.ownKeys(globalThis))
    const failing = instance.signer({ federationEndpoint: `${instance.oci.url}/nowhere` })
    const working = instance.signer()
    for (let time = 0; time < 5; time++) await expect(failing.ready()).rejects.toMatchObject({ name: 'ServiceError' })
    await failing.close()
    expect((await createSignedFetch(working)(instance.regions)).status).toBe(200)
    expect(instance.exchanges).toBe(1)
    expect(Reflect.ownKeys(globalThis).filter((name) => !globals.has(name))).toEqual([])
  })
})

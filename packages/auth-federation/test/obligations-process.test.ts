// What a principal owes the process it lives in.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createSignedFetch } from '@x/fetch'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Instance } from './instance.ts'

// Each process has a limit of its own.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))

describe('a process with an instance principal', () => {
  let instance: Instance
  beforeAll(async () => void (instance = await Instance.start()))
  afterAll(() => instance.oci.close())
  beforeEach(() => instance.reset())

  /** What a program prints; rejects when it does not end by itself. */
  async function run(program: string): Promise<string> {
    const script = fileURLToPath(new URL(`processes/${program}.ts`, import.meta.url))
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--unhandled-rejections=strict', '-C', '@x/source', '--import', 'tsx', script, instance.regions],
      { cwd: PACKAGE, env: { ...process.env, ...instance.env }, timeout: 25_000 },
    )
    return stdout.trim()
  }

  test('6, is never stopped for a key or a file', async () => {
    expect(await run('synchronous')).toBe('[]')
    expect(instance.exchanges).toBe(2)
  })

  test('13, ends by itself while the principal lives', async () => {
    expect(await run('exit')).toBe('200')
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

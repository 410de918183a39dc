// What the packed umbrella loads when it is imported, in a process of its own: what is heavy waits until it is used.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmulator } from '@x/emulator'
import { describe, expect, test } from 'vitest'
import { makeCertificate } from '../../../packages/cert-retrievers/test/certificates.ts'
import { packedPackages } from '../src/packed-packages.ts'

const project = fileURLToPath(new URL('../.project/', import.meta.url))
const ours = new Set(packedPackages().map(({ name }) => name))
const recorder = new URL('../../bench/src/children/loaded-modules.mjs', import.meta.url).href

/** Made here and valid on any day: those that Node ships end one after the other. */
const { pem } = makeCertificate({ notBefore: new Date(0), notAfter: new Date('2999-01-01') })

const PROGRAMS = {
  'import in ESM': ['--input-type=module', "await import('@x/sdk')"],
  'require in CJS': ['--input-type=commonjs', "require('@x/sdk')"],
  'a call by a proxy': [
    '--input-type=module',
    `import { createHttpClient } from '@x/sdk'
     const send = createHttpClient({ proxy: 'http://127.0.0.1:1' })
     await send({ method: 'GET', url: 'http://service.test/' }).catch(() => {})`,
  ],
  'a certificate': [
    '--input-type=module',
    `import { PEMStringCertificateRetriever } from '@x/sdk'
     await new PEMStringCertificateRetriever({ certificatePem: ${JSON.stringify(pem)} }).refresh()`,
  ],
} as const

const loadedPackages = (program: keyof typeof PROGRAMS): Promise<ReadonlySet<string>> => {
  const [type, code] = PROGRAMS[program]
  return loadedBy([type, '--eval', code])
}

/** The packages of which a program loads files. */
async function loadedBy(args: readonly string[], env = process.env): Promise<ReadonlySet<string>> {
  const run = promisify(execFile)(process.execPath, ['--import', recorder, ...args], { cwd: project, env })
  // The last line is the recorder's.
  const files = JSON.parse(String((await run).stdout.trim().split('\n').at(-1))) as readonly string[]
  return new Set(
    files.map((file) => file.replaceAll('\\', '/').replace(/^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/.*$/, '$1')),
  )
}

describe.skipIf(!existsSync(project))('@x/sdk', () => {
  test.each(['import in ESM', 'require in CJS'] as const)(
    '%s loads its libraries and nothing else',
    async (program) => {
      const loaded = await loadedPackages(program)
      expect(loaded).toContain('@x/auth-federation')
      expect([...loaded].filter((name) => !ours.has(name))).toEqual([])
    },
  )

  test('a call by a proxy loads its libraries and nothing else', async () => {
    expect([...(await loadedPackages('a call by a proxy'))].filter((name) => !ours.has(name))).toEqual([])
  })

  test('a certificate loads node-forge', async () => {
    expect(await loadedPackages('a certificate')).toContain('node-forge')
  })
})

describe.skipIf(!existsSync(project))('@x/cli', () => {
  const ocix = join(project, 'node_modules/@x/cli/dist/main.js')

  test.each(['--help', '--version', 'session --help', 'session validate --help'])(
    'ocix %s loads no library',
    async (line) => {
      expect([...(await loadedBy([ocix, ...line.split(' ')]))]).toEqual(['@x/cli'])
    },
  )

  test.each(['session token', 'token --format json', 'env', 'exec -- true'])(
    'ocix %s needs no library of sessions while one is warm',
    async (line) => {
      const home = await mkdtemp(join(tmpdir(), 'late-'))
      const oci = await startEmulator()
      try {
        const env = { ...process.env, ...(await oci.environment('session', home)), OCI_CLI_PROFILE: 'SESSION' }
        expect([...(await loadedBy([ocix, ...line.split(' ')], env))].sort()).toEqual(['@x/cli', '@x/config'])
      } finally {
        await oci.close()
        await rm(home, { recursive: true, force: true })
      }
    },
  )

  test.each([
    'whoami --profile SESSION',
    'iam region list --profile SESSION',
    'raw-request --http-method GET --target-uri /echo',
    'doctor --profile SESSION',
  ])('ocix %s loads our libraries, no umbrella and nothing heavy', async (line) => {
    const home = await mkdtemp(join(tmpdir(), 'late-'))
    const oci = await startEmulator()
    try {
      const place = { OCI_CLI_ENDPOINT: oci.url, OCI_METADATA_BASE_URL: oci.metadataUrl }
      const env = { ...process.env, ...(await oci.environment('session', home)), ...place }
      const loaded = [...(await loadedBy([ocix, ...line.split(' ')], env))]
      expect(loaded).toContain('@x/signer')
      expect(loaded.filter((name) => !ours.has(name) || /sdk|axios|emulator/.test(name))).toEqual([])
    } finally {
      await oci.close()
      await rm(home, { recursive: true, force: true })
    }
  })
})

// What the packed umbrella loads when it is imported, in a process of its own: what is heavy waits until it is used.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
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

/** The packages of which a program loads files. */
async function loadedPackages(program: keyof typeof PROGRAMS): Promise<ReadonlySet<string>> {
  const [type, code] = PROGRAMS[program]
  const args = ['--import', recorder, type, '--eval', code]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project })
  const files = JSON.parse(stdout) as readonly string[]
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

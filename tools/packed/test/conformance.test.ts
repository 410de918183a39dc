// An author in another language gets the emulator from npm, and nothing else of this repository: its command judges a program.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

const emulator = fileURLToPath(new URL('../.project/node_modules/@x/emulator/', import.meta.url))
const driver = fileURLToPath(
  new URL('../../../packages/emulator/test/processes/conformance-driver.mjs', import.meta.url),
)

interface Manifest {
  readonly bin: Readonly<Record<string, string>>
}

describe.skipIf(!existsSync(emulator))('the packed emulator', () => {
  test('judges a program by its command', async () => {
    const { bin } = JSON.parse(readFileSync(`${emulator}package.json`, 'utf8')) as Manifest
    const args = [emulator + bin['oci-emulator'], 'conformance', '--', process.execPath, driver]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    expect(stdout).toMatch(/ 0 failed: the signer conforms\.\n$/)
  })

  test.each([
    ['cases.json', 'cases'],
    ['cases.schema.json', '$defs'],
    ['vectors/signing-recorded.json', 'cases'],
    ['vectors/oci-docs.json', 'vectors'],
  ])('has the data of %s', (file, member) => {
    expect(JSON.parse(readFileSync(`${emulator}conformance/${file}`, 'utf8'))).toHaveProperty([member])
  })
})

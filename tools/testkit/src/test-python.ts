// Runs each Python code block of a document, in the order in which a reader would, against an emulator.
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  expectedLines,
  findPython,
  findPythonWithOci,
  pythonBlocks,
  runnablePython,
  runPython,
} from './python-blocks.ts'

/** Oracle's SDK takes a second or two to load, on a busy machine more. */
const TIME_LIMIT_MS = 120_000

/** Where the code believes to run: an instance with a configuration file, and nothing else of this machine. */
async function openHome(): Promise<{ oci: Emulator; home: string; env: NodeJS.ProcessEnv }> {
  const oci = await startEmulator()
  const home = await mkdtemp(join(tmpdir(), 'python-side-'))
  await oci.configFile(join(home, '.oci'))
  const env = { PATH: process.env['PATH'], HOME: home, NO_PROXY: '*', ...(await oci.environment('instance')) }
  return { oci, home, env }
}

/**
 * Declares tests for the `python` blocks of the document at `url`, and for the names in `names`: they are skipped, and say why, where
 * this machine has no Python, or none with Oracle's SDK.
 *
 * @param names - dotted names of Oracle's SDK, such as `oci.signer.Signer`, that it has to have
 */
export function testPython(url: URL, names: readonly string[]): void {
  const blocks = pythonBlocks(readFileSync(fileURLToPath(url), 'utf8'))
  const [python, withOci] = [findPython(), findPythonWithOci()]

  describe(`the Python in ${basename(fileURLToPath(url))}${withOci ? '' : ' (no Python with oci and requests here)'}`, () => {
    let place: Awaited<ReturnType<typeof openHome>>
    beforeAll(async () => void (place = await openHome()))
    afterAll(async () => {
      await place.oci.close()
      await rm(place.home, { recursive: true, force: true })
    })

    test('has blocks to run', () => expect(blocks.filter(({ runs }) => runs).length).toBeGreaterThan(0))

    test.skipIf(!python)(`is Python${python ? '' : ' (no Python here)'}`, async () => {
      for (const { line, code } of blocks) {
        const compiling = `compile(${JSON.stringify(code)}, 'line ${line}', 'exec')`
        await expect(runPython(String(python), compiling)).resolves.toBe('')
      }
    })

    test.skipIf(!withOci)('has only names that Oracle’s SDK has', { timeout: TIME_LIMIT_MS }, async () => {
      const resolving = `import importlib, pkgutil\nfor name in ${JSON.stringify(names)}:\n    pkgutil.resolve_name(name)`
      await expect(runPython(String(withOci), resolving)).resolves.toBe('')
    })

    const running = blocks.filter(({ runs }) => runs)
    test.skipIf(!withOci).each(running)(
      'line $line does what it says',
      { timeout: TIME_LIMIT_MS },
      async ({ code }) => {
        const printed = await runPython(String(withOci), runnablePython(code, place.oci.url), place.env)
        expect(printed.trim().split('\n')).toEqual(expectedLines(code))
      },
    )
  })
}

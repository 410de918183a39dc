// Runs each code block of a README as a module of its own, in a home folder that the emulator has prepared.
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmulator, type Emulator } from '@x/emulator'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { expectedOutput, readmeBlocks, runnableModule } from './readme-blocks.ts'

/** Declares a test for each `ts` block of the README at `url`. */
export function testReadme(url: URL): void {
  const readme = fileURLToPath(url)
  const blocks = readmeBlocks(readFileSync(readme, 'utf8')).filter((block) => block.runs)

  describe(`the code in ${basename(dirname(readme))}/${basename(readme)}`, () => {
    let oci: Emulator
    let home: string
    const folder = join(dirname(readme), '.readme-blocks', 'run')

    beforeAll(async () => {
      oci = await startEmulator()
      home = await mkdtemp(join(tmpdir(), 'readme-'))
      await oci.configFile(join(home, '.oci'))
      await mkdir(folder, { recursive: true })
    })
    afterAll(async () => {
      await oci.close()
      await rm(home, { recursive: true, force: true })
      await rm(folder, { recursive: true, force: true })
    })

    test('has blocks to run', () => expect(blocks.length).toBeGreaterThan(0))

    test.each(blocks)('line $line does what it says', async ({ line, code }) => {
      const file = join(folder, `line-${line}.ts`)
      await writeFile(file, runnableModule(code, oci.url))
      const printed: string[] = []
      vi.stubEnv('HOME', home)
      vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => void printed.push(values.join(' ')))
      await import(/* @vite-ignore */ file)
      const expected = expectedOutput(code)
      expect(printed.slice(0, expected.length)).toEqual(expected)
    })
  })
}

// Runs each code block of a README as a module of its own.
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EmulatedPlace } from '@x/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readmeBlocks } from './readme-blocks.ts'
import { openSandbox, type Sandbox } from './sandbox.ts'

/**
 * Declares a test for each `ts` block of the README at `url`.
 *
 * @param place - the folder from which the blocks' imports are resolved; the README's own when absent
 * @param runsOn - where the code believes to run; an instance when absent
 */
export function testReadme(url: URL, place: URL = new URL('./', url), runsOn?: EmulatedPlace): void {
  const readme = fileURLToPath(url)
  const blocks = readmeBlocks(readFileSync(readme, 'utf8')).filter((block) => block.runs)

  describe(`the code in ${basename(dirname(readme))}/${basename(readme)}`, () => {
    let sandbox: Sandbox
    beforeAll(async () => void (sandbox = await openSandbox(fileURLToPath(place), runsOn)))
    afterAll(() => sandbox.close())

    test('has blocks to run', () => expect(blocks.length).toBeGreaterThan(0))
    test.each(blocks)('line $line does what it says', ({ line, code }) =>
      sandbox.run(`${basename(readme, '.md')}-line-${line}`, code),
    )
  })
}

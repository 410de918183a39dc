// Runs whole files as they stand, such as the examples.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { openSandbox, type Sandbox } from './sandbox.ts'

/** Declares a test for each of the files, which lie in one folder. */
export function testModules(urls: readonly URL[]): void {
  const files = urls.map((url) => fileURLToPath(url))

  describe('the example', () => {
    let sandbox: Sandbox
    beforeAll(async () => void (sandbox = await openSandbox(fileURLToPath(new URL('./', urls[0])))))
    afterAll(() => sandbox.close())

    test.each(files.map((file) => [basename(file), file]))('%s does what it says', (name, file) =>
      sandbox.run(basename(name, '.ts'), readFileSync(file, 'utf8')),
    )
  })
}

// The tests that the README shows, run as tests.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { readmeBlocks } from '../src/readme-blocks.ts'

const folder = fileURLToPath(
  new URL(`../../../packages/emulator/.readme-blocks/tests-${process.pid}/`, import.meta.url),
)
const readme = await readFile(new URL('../../../packages/emulator/README.md', import.meta.url), 'utf8')
const blocks = readmeBlocks(readme).filter(({ code }) => code.includes("from 'vitest'"))
await mkdir(folder, { recursive: true })
afterAll(() => rm(folder, { recursive: true, force: true }))

test('the README shows tests', () => expect(blocks).toHaveLength(2))

for (const { line, code } of blocks) {
  describe(`the test in line ${line}`, async () => {
    const file = `${folder}line-${line}.ts`
    await writeFile(file, code)
    await import(/* @vite-ignore */ file)
  })
}

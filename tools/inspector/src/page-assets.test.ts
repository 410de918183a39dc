import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ASSETS_FILE, pageAssets } from './page-assets.ts'

test('the page that the emulator serves is the one of the sources: npm run generate writes it', async () => {
  expect((await readFile(ASSETS_FILE, 'utf8')) === (await pageAssets())).toBe(true)
})

test('nothing in the script ends its element', async () => {
  expect(await readFile(ASSETS_FILE, 'utf8')).not.toMatch(/<\/script|<!--|<\/style/i)
})

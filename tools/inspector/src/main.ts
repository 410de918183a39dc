// npm run screenshots: writes the pictures of the inspector into docs/pictures.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmulator } from '@x/emulator'
import { findChromium, openChromium } from '@x-tools/testkit/chromium'
import { PICTURES, pictureAtRest } from './pictures.ts'
import { settledRecords, timeAfter } from './settled-records.ts'
import { showRecords } from './show-records.ts'
import { sendTellingRequests } from './telling-requests.ts'

const folder = fileURLToPath(new URL('../../../docs/pictures', import.meta.url))
const found = findChromium()
if ('missing' in found) throw new Error(`No pictures can be taken: ${found.missing}.`)

const home = await mkdtemp(join(tmpdir(), 'oci-inspector-'))
const oci = await startEmulator()
const browser = await openChromium(found.executable, [
  '--disable-lcd-text',
  '--disable-partial-raster',
  '--disable-skia-runtime-opts',
  '--num-raster-threads=1',
])
try {
  await mkdir(folder, { recursive: true })
  await sendTellingRequests(oci, home)
  const records = settledRecords(oci.requests)
  for (const { name, width, height, scheme, arrange } of PICTURES) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' })
    await page.clock.setFixedTime(timeAfter(records.length))
    await showRecords(page, records)
    await page.goto(oci.url)
    await page.locator('[role=option]').first().waitFor()
    await arrange(page)
    await writeFile(join(folder, `${name}.png`), await pictureAtRest(page))
    await page.close()
    console.log(`docs/pictures/${name}.png`)
  }
} finally {
  await browser.close()
  await oci.close()
  await rm(home, { recursive: true, force: true })
}

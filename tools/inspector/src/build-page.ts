// Writes the bundled page of the inspector into the emulator's sources.
import { writeFile } from 'node:fs/promises'
import { ASSETS_FILE, pageAssets } from './page-assets.ts'

await writeFile(ASSETS_FILE, await pageAssets())

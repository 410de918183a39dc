// Writes the public contracts into api/, or with --check tells what changed in them.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contracts } from './contracts.ts'
import { differences } from './differences.ts'
import { readEntries } from './entries.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = join(root, 'api')
const files = await contracts(readEntries(join(root, 'packages')), folder)

const committed = (path: string): string =>
  existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : ''
const leftOver = (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.d.ts') && !files.has(path))
const changed = [...leftOver.map((path) => [path, ''] as const), ...files].filter(
  ([path, text]) => committed(path) !== text,
)

const SHOWN_LINES = 60

if (!process.argv.includes('--check')) {
  for (const path of leftOver) rmSync(join(folder, path))
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  console.log(`${changed.length} of ${files.size} contracts in api/ changed.`)
} else if (changed.length > 0) {
  for (const [path, text] of changed) {
    const lines = differences(committed(path), text)
    console.error([`api/${path}`, ...lines.slice(0, SHOWN_LINES)].join('\n'))
    if (lines.length > SHOWN_LINES) console.error(`… and ${lines.length - SHOWN_LINES} lines more`)
  }
  console.error('\nThe public contract changed. If that is meant: npm run generate, commit api/, and add a changeset.')
  process.exit(1)
} else {
  console.log(`${files.size} contracts are as committed.`)
}

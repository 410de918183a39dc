// Writes the umbrella's generated files, or with --check tells which are out of date.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate } from './generate.ts'

const packages = fileURLToPath(new URL('../../../packages', import.meta.url))
const umbrella = join(packages, 'sdk')
const files = await generate(packages, umbrella)

const textOf = (path: string): string | undefined =>
  existsSync(join(umbrella, path)) ? readFileSync(join(umbrella, path), 'utf8') : undefined

/** All of `src` is generated, so what nobody generates any more goes. */
const leftOver = readdirSync(join(umbrella, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.ts') && !files.has(path))
const changed = [...files].filter(([path, text]) => textOf(path) !== text)

if (process.argv.includes('--check')) {
  const stale = [...changed.map(([path]) => path), ...leftOver]
  if (stale.length > 0) {
    console.error(`packages/sdk no longer mirrors the libraries: ${stale.join(', ')}.`)
    console.error('Run `npm run generate` and commit what it writes.')
    process.exit(1)
  }
  console.log(`packages/sdk mirrors the libraries in ${files.size} files.`)
} else {
  for (const path of leftOver) rmSync(join(umbrella, path))
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(umbrella, path)), { recursive: true })
    writeFileSync(join(umbrella, path), text)
  }
  console.log(`${changed.length} of ${files.size} files of packages/sdk written.`)
}

// npm run reproducible: this commit, cloned into two folders and packed with another umask, clock, time zone, language, home and
// line of Node, has to become the same tarballs, byte by byte.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareTarballs } from '../packed/src/compare-tarballs.ts'
import { ROOT } from '../packed/src/packed-packages.ts'
// @ts-expect-error plain JavaScript, since the root commands run before anything is installed
import { pnpm } from '../run/programs.mjs'
import { packIn, type Shared } from './reproducible/pack-in.ts'
import { describeSurroundings, nodeOf, SURROUNDINGS } from './reproducible/surroundings.ts'

/** An archive that only one has is told by its name. */
const NOTHING = new Uint8Array()

if (process.platform === 'win32') {
  console.error('npm run reproducible needs a system with umask, such as Linux or macOS.')
  process.exit(2)
}
const missing = SURROUNDINGS.find((place) => !existsSync(nodeOf(place)))
if (missing !== undefined) {
  console.error(`There is no ${missing.node} at ${nodeOf(missing)}. npm run reproducible installs it.`)
  process.exit(2)
}
if (execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' }) !== '') {
  console.log('What is not committed is in neither clone.')
}

// What is installed already needs no registry, also under another home.
process.env['npm_config_cache'] ??= join(homedir(), '.npm')
const [command, args] = pnpm('store', 'path') as [string, string[]]
const shared: Shared = {
  store: execFileSync(command, args, { cwd: ROOT, encoding: 'utf8' }).trim(),
  hasFaketime: spawnSync('faketime', ['--version']).status === 0,
}

const temporary = await mkdtemp(join(tmpdir(), 'reproducible-'))
try {
  const packs: ReadonlyMap<string, Uint8Array>[] = []
  for (const place of SURROUNDINGS) {
    console.log(describeSurroundings(place, shared.hasFaketime))
    packs.push(await packIn(place, temporary, shared))
  }
  process.exitCode = await compare(packs[0] ?? new Map(), packs[1] ?? new Map())
} finally {
  await rm(temporary, { recursive: true, force: true })
}

async function compare(
  first: ReadonlyMap<string, Uint8Array>,
  second: ReadonlyMap<string, Uint8Array>,
): Promise<number> {
  let differing = 0
  const names = [...new Set([...first.keys(), ...second.keys()])].sort()
  for (const name of names) {
    const [one, other] = [first.get(name) ?? NOTHING, second.get(name) ?? NOTHING]
    const isMissing = one === NOTHING || other === NOTHING
    const differences = isMissing ? ['Only one of the clones has it.'] : await compareTarballs(one, other)
    if (differences === undefined) console.log(`✓ ${name} ${createHash('sha256').update(one).digest('hex')}`)
    else console.error([`✗ ${name}`, ...differences].join('\n    '))
    if (differences !== undefined) differing++
  }
  if (differing === 0 && names.length > 0) console.log(`\n${names.length} packages are the same, byte by byte.`)
  else console.error(`\n${differing} of ${names.length} packages differ.`)
  return differing === 0 && names.length > 0 ? 0 : 1
}

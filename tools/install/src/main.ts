// Every package by itself: built from clean, installed into an empty project, loaded, type-checked, its README run.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import compilers from '../compilers.json' with { type: 'json' }
import { entriesOf, packedPackages, type PackedPackage } from '../../packed/src/packed-packages.ts'
import { buildAlone, copyUnbuilt } from './alone.ts'
import { compile, SETTINGS, writeModules } from './compile.ts'
import { loadEntries } from './load-entries.ts'
import { countPackages, installed, MANAGERS, type Project } from './projects.ts'
import { firstUse, runFirstUse } from './readme.ts'
import { startRegistry } from './registry.ts'
import { perform } from './report.ts'

const start = performance.now()
const packages = packedPackages()
const scope = String(packages[0]?.name.split('/')[0])
const root = await mkdtemp(join(tmpdir(), 'install-test-'))
const registry = await startRegistry(packages)

interface Case extends Project {
  readonly one: PackedPackage
}
const cases: readonly Case[] = MANAGERS.flatMap((manager) =>
  packages.map((one) => ({ one, manager, folder: join(root, manager, basename(one.folder)) })),
)
/** With these every package is there once: nobody else brings them along. */
const needed = new Set(packages.flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {})))
const covering = cases.filter(({ manager, one }) => manager === 'npm' && !needed.has(one.name))
const named = ({ one, manager }: Case): string => `${one.name} with ${manager}`

const builds = packages.map((one) => ({
  name: one.name,
  async work() {
    const copy = join(root, 'alone', basename(one.folder))
    await copyUnbuilt(packages, copy)
    await buildAlone(one, copy)
  },
}))

const installs = cases.map((each) => ({
  name: named(each),
  async work() {
    await installed(each, [each.one.name], scope, registry.url)
    await loadEntries(each.one, each.folder)
    await writeModules(each.folder, entriesOf(each.one))
    return each.manager === 'npm' ? `packages in all: ${await countPackages(each.folder)}` : undefined
  },
}))

/** That a package alone has all that its types need, whichever way it is laid out, the newest compiler sees to: it is quick. */
const compilations = compilers.flatMap((version) =>
  Object.keys(SETTINGS).map((setting) => ({
    name: `TypeScript ${version}, ${setting}`,
    work: () => compile(version, setting, version === compilers.at(-1) ? cases : covering, root),
  })),
)

/** A program's README has lines for a shell. */
const firstUses = cases
  .filter(({ one }) => entriesOf(one).length > 0)
  .map((each) => ({
    name: named(each),
    async work() {
      const use = firstUse(await readFile(join(each.one.folder, 'README.md'), 'utf8'))
      const project = { ...each, folder: `${each.folder}-readme` }
      await installed(project, use.packages, scope, registry.url)
      await runFirstUse(use, project.folder)
      return use.packages.join(' ')
    },
  }))

try {
  let failed = await perform('Built alone, from clean', builds, console.log)
  failed += await perform('Installed alone, imported and required', installs, console.log)
  failed += await perform('Types', compilations, console.log)
  failed += await perform("The README's first use, with what it says to install", firstUses, console.log)
  console.log(
    `\n${failed === 0 ? 'All fine' : `${failed} failed`} after ${((performance.now() - start) / 1000).toFixed(0)} s.`,
  )
  process.exitCode = failed === 0 ? 0 : 1
} finally {
  await registry.close()
  await rm(root, { recursive: true, force: true })
}

// The published types, compiled by each TypeScript release in the ways users compile.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TOOLS, type Project } from './projects.ts'
import { run } from './run.ts'

interface Setting {
  readonly files: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
}

const COMMON = { target: 'es2022', strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: false }

/** Node without the DOM, from ESM and from CJS. */
export const NODE: Setting = {
  files: ['entries.mts', 'entries.cts'],
  options: {
    ...COMMON,
    module: 'nodenext',
    lib: ['es2022'],
    types: ['node'],
    typeRoots: [join(TOOLS, 'node_modules/@types')],
  },
}

/** A bundler with the DOM and without Node. */
const BUNDLER: Setting = {
  files: ['entries.mts'],
  options: {
    ...COMMON,
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
  },
}

export const SETTINGS: Readonly<Record<string, Setting>> = { nodenext: NODE, bundler: BUNDLER }

/** Modules that take all of a package, in each of the two forms. */
export async function writeModules(folder: string, entries: readonly string[]): Promise<void> {
  const names = `export const all = [${entries.map((_, index) => `e${index}`).join(', ')}]\n`
  const imports = entries.map((entry, index) => `import * as e${index} from '${entry}'\n`)
  const requires = entries.map((entry, index) => `import e${index} = require('${entry}')\n`)
  await writeFile(join(folder, 'entries.mts'), imports.join('') + names)
  await writeFile(join(folder, 'entries.cts'), requires.join('') + names)
}

/**
 * One run of the compiler over all projects: each module resolves in its own.
 *
 * @throws Error with what the compiler says
 */
export async function compile(
  version: string,
  setting: string,
  projects: readonly Project[],
  root: string,
): Promise<void> {
  const { files = [], options } = SETTINGS[setting] ?? {}
  const config = join(root, `tsconfig-${setting}-${version}.json`)
  const modules = projects.flatMap(({ folder }) => files.map((file) => join(folder, file)))
  await writeFile(config, JSON.stringify({ compilerOptions: options, files: modules }))
  await run(process.execPath, [await compilerOf(version), '-p', config], { cwd: root })
}

async function compilerOf(version: string): Promise<string> {
  const folder = join(TOOLS, 'node_modules', `typescript-${version}`)
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { bin: { tsc: string } }
  return join(folder, bin.tsc)
}

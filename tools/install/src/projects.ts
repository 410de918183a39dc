// Empty projects with one package installed in each, as npm and as pnpm lay them out.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './run.ts'

export type Manager = 'npm' | 'pnpm'
export const MANAGERS: readonly Manager[] = ['npm', 'pnpm']

/** What `install-tools.mjs` has installed. */
export const TOOLS = fileURLToPath(new URL('../.tools/', import.meta.url))

const COMMANDS: Readonly<Record<Manager, readonly [string, ...string[]]>> = {
  npm: ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'],
  pnpm: [
    process.execPath,
    join(TOOLS, 'node_modules/pnpm/bin/pnpm.cjs'),
    'install',
    '--ignore-scripts',
    '--prefer-offline',
    '--config.strict-peer-dependencies=true',
  ],
}

export interface Project {
  readonly folder: string
  readonly manager: Manager
}

/**
 * @param scope - its packages come from `registry`, all others from the user's own
 * @param names - dependencies to declare
 */
export async function installed(
  { folder, manager }: Project,
  names: readonly string[],
  scope: string,
  registry: string,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const dependencies = Object.fromEntries(names.map((name) => [name, '*']))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  await writeFile(join(folder, '.npmrc'), `${scope}:registry=${registry}\nengine-strict=true\n`)
  const [program, ...args] = COMMANDS[manager]
  await run(program, args, { cwd: folder })
}

/** How many packages an npm project has, itself left out. */
export async function countPackages(folder: string): Promise<number> {
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as { packages: object }
  return Object.keys(lock.packages).length - 1
}

// Clones this commit, installs, builds and packs it in given surroundings, with nothing of any earlier build.
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { ROOT } from '../../packed/src/packed-packages.ts'
// @ts-expect-error plain JavaScript, since the root commands run before anything is installed
import { pnpm } from '../../run/programs.mjs'
// @ts-expect-error plain JavaScript
import { startProgress, terminalOf } from '../../run/progress.mjs'
import { nodeOf, type Surroundings } from './surroundings.ts'

/** What both may share, so that nothing is downloaded twice: packages, which the lockfile holds fast. */
export interface Shared {
  readonly store: string
  readonly hasFaketime: boolean
}

type Program = readonly [command: string, args: readonly string[]]

/** @returns file name → tarball */
export async function packIn(
  place: Surroundings,
  temporary: string,
  shared: Shared,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const clone = join(temporary, place.folder)
  mkdirSync(dirname(clone), { recursive: true })
  const run = (title: string, program: Program, cwd = clone): Promise<void> =>
    runIn(place, { title, program, cwd, home: join(temporary, place.node) })
  const later = (program: Program): Program => withClock(place, program, shared)

  await run('clone', ['git', ['-c', 'safe.directory=*', 'clone', '--quiet', ROOT, clone]], temporary)
  const install = ['install', '--frozen-lockfile', '--prefer-offline', '--store-dir', shared.store]
  await run('install', pnpm(...install) as Program)
  await run('build', later(pnpm('exec', 'turbo', 'run', 'build', '--force', '--ui=stream') as Program))
  await run('pack', later(['node', ['--import', 'tsx', 'tools/packed/src/pack.ts']]))

  const packs = join(clone, 'tools/packed/.packs')
  return new Map(readdirSync(packs).map((file) => [file, readFileSync(join(packs, file))]))
}

function withClock({ clock }: Surroundings, program: Program, { hasFaketime }: Shared): Program {
  const [command, args] = program
  return clock === undefined || !hasFaketime ? program : ['faketime', ['-f', clock, command, ...args]]
}

interface Work {
  readonly title: string
  readonly program: Program
  readonly cwd: string
  readonly home: string
}

/** @throws Error with all that the program printed, when it fails */
async function runIn(place: Surroundings, { title, program: [command, args], cwd, home }: Work): Promise<void> {
  const progress = startProgress(`  ${title}`, terminalOf(process.stdout)) as { end: (outcome: string) => void }
  mkdirSync(home, { recursive: true })
  const ours = process.umask(place.umask)
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...place.variables,
      HOME: home,
      PATH: [dirname(nodeOf(place)), process.env['PATH']].join(delimiter),
      // A clock that is ahead finds the registry's certificate expired.
      npm_config_prefer_offline: 'true',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      TURBO_TELEMETRY_DISABLED: '1',
    },
  })
  process.umask(ours)
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => printed.push(data))
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  progress.end(code === 0 ? 'done' : 'failed')
  if (code !== 0) throw new Error(`${title} failed (exit code ${code}):\n${Buffer.concat(printed).toString()}`)
}

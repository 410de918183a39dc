// The steps that several commands share. A step that is `folded` shows one line of progress; all it printed is shown when it fails.
import { countParts, packagesNeededBy } from './needed-packages.mjs'
import { bin, node, pnpm, ROOT, tsx } from './programs.mjs'

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {import('./programs.mjs').Program} program
 * @property {() => Reader} [folded] what its progress is read with; without it, the step prints by itself
 *
 * @typedef {(line: string) => string | undefined} Reader how far the step is, where a line of its output says so
 */

const saysNothing = () => () => undefined

/** pnpm says `Progress: resolved 812, reused 790, downloaded 3, added 640`. */
export const readPnpm = () => (line) => /^Progress: (.*?)(, done)?$/.exec(line)?.[1]

/**
 * turbo prints what a task said when it is done, each line behind the names of package and task.
 *
 * @param {number} total
 * @param {string} noun
 */
export const readTurbo = (total, noun) => () => {
  const done = new Set()
  return (line) => {
    const task = /^(\S+:build:\w+): /.exec(line)?.[1]
    if (task === undefined || done.has(task)) return undefined
    done.add(task)
    return `${done.size} of ${total} ${noun}`
  }
}

/** @returns {Step} */
export const quiet = (title, program) => ({ title, program, folded: saysNothing })
/** @returns {Step} */
export const loud = (title, program) => ({ title, program })

/** As many at once as there are cores: with more, all are done late and together, and nobody sees progress. */
const TURBO = ['--concurrency=100%', '--output-logs=full', '--log-order=grouped', '--ui=stream']
const turbo = (...args) => bin('turbo', 'run', ...args, ...TURBO)

/** @type {Step} */
export const install = {
  title: 'install',
  program: pnpm('install', '--frozen-lockfile', '--prefer-offline', '--config.confirmModulesPurge=false'),
  folded: readPnpm,
}

/** @type {Step} */
export const build = {
  title: 'build the packages',
  program: turbo('build'),
  folded: readTurbo(countParts(ROOT), 'parts'),
}

/**
 * Only what runs, without declarations; a full build later on makes these alone.
 *
 * @param {...string} folders - whose packages are needed
 * @returns {Step}
 */
export function buildFor(...folders) {
  const names = packagesNeededBy(folders, ROOT)
  return {
    title: `build the ${names.length === 1 ? 'package that runs' : 'packages that run'}`,
    program: turbo('build:js', ...names.map((name) => `--filter=${name}`)),
    folded: readTurbo(names.length, names.length === 1 ? 'package' : 'packages'),
  }
}

export const pack = quiet('pack the packages', tsx('tools/packed/src/pack.ts'))
export const runtimes = quiet('install the runtimes', tsx('tools/conformance/src/install/install.ts'))

/** Examples whose dependencies nothing else should install have workspaces of their own. */
export const apart = (folder) => [
  {
    title: `install what ${folder} needs`,
    program: pnpm('--dir', folder, 'install', '--frozen-lockfile', '--prefer-offline'),
    folded: readPnpm,
  },
  quiet('types', bin('tsc', '-p', folder)),
  loud('tests', bin('vitest', 'run', '--config', `${folder}/vitest.config.ts`)),
]

export const peers = quiet('install the peers of the bench', node('tools/bench/install-peers.mjs'))

// How programs are started: pnpm through npx in the pinned version, since a fresh machine has only Node and npm.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const { packageManager } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/** @typedef {[command: string, args: string[]]} Program */

/** @returns {Program} */
export const pnpm = (...args) => ['npx', ['--yes', packageManager, ...args]]
/** @returns {Program} */
export const bin = (name, ...args) => pnpm('exec', name, ...args)
/** @returns {Program} */
export const node = (file, ...args) => ['node', [file, ...args]]
/** @returns {Program} */
export const tsx = (file, ...args) => ['node', ['--import', 'tsx', file, ...args]]

// Throw-away environments below tools/interop/.tools, kept between runs: what a client needs, apart from the workspace and the machine.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TOOLS = fileURLToPath(new URL('../../.tools', import.meta.url))
/** Written last, so that it never says more than there is. */
const DONE = '.done'

/** The folder of this environment, whether it is there or not. */
export const folderOf = (name: string): string => join(TOOLS, name)

/** A file or folder of the case scripts of a client: `clients/<path>`. */
export const scriptPath = (path: string): string => fileURLToPath(new URL(`../../clients/${path}`, import.meta.url))

/**
 * Makes the environment when it is not there, or was made from something else than `wanted`.
 *
 * @param wanted - everything the content depends on, such as pinned versions
 * @param make - fills the empty folder; what it throws leaves the environment unmade
 * @returns the folder
 */
export function ensureEnvironment(name: string, wanted: string, make: (folder: string) => void): string {
  const folder = folderOf(name)
  const done = join(folder, DONE)
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  make(folder)
  writeFileSync(done, wanted)
  return folder
}

/** @throws Error with the command and the end of what it said, unless it ends with 0 */
export function runTool(
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly variables?: Readonly<Record<string, string>> } = {},
): string {
  const { status, signal, error, stdout, stderr } = spawnSync(file, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.variables },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status === 0) return stdout
  const why = error?.message ?? (signal ? `stopped by ${signal}` : `exit code ${status}`)
  const said = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-12).join('\n')
  throw new Error(`${file} ${args.join(' ')} failed (${why}).${said && `\n${said}`}`)
}

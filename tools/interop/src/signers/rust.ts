// The program in Rust, built in an environment of its own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '../clients/client.ts'
import { ensureEnvironment, folderOf, runTool, scriptPath } from '../clients/environment.ts'
import { versionOf, type Tool } from '../clients/tool.ts'

export const RUST_TOOL: Tool = { name: 'cargo', probe: ['cargo', '--version'] }
const NAME = 'rust'
const PROGRAM = 'signer'

/**
 * Builds it; its crates stay in the environment.
 *
 * @returns the version of a crate, and of Rust
 * @throws Error with what could not be fetched or built
 */
export function prepareRust(crate: string): Readonly<Record<string, string>> {
  const source = scriptPath(NAME)
  const lock = readFileSync(join(source, 'Cargo.lock'), 'utf8')
  const variables = (folder: string) => ({ CARGO_HOME: join(folder, 'home'), CARGO_TARGET_DIR: join(folder, 'target') })
  const folder = ensureEnvironment(NAME, lock, (made) => {
    console.log('Installing crates for Rust …')
    runTool('cargo', ['fetch', '--locked'], { cwd: source, variables: variables(made) })
  })
  runTool('cargo', ['build', '--release', '--locked', '--offline'], { cwd: source, variables: variables(folder) })
  const version = new RegExp(`name = "${crate}"\nversion = "([^"]*)"`).exec(lock)?.[1]
  return { [crate]: version ?? '', Rust: versionOf(RUST_TOOL) ?? '' }
}

export const rustCommand = (): Command => ({ file: join(folderOf(NAME), 'target', 'release', PROGRAM), args: [] })

// A program that the machine has or lacks.
import { spawnSync } from 'node:child_process'

export interface Tool {
  readonly name: string
  /** Ends with 0 where the tool is there, and prints its version. */
  readonly probe: readonly [file: string, ...args: readonly string[]]
}

/** The version of the tool, without words around it; `undefined` where the machine lacks it. */
export function versionOf({ probe: [file, ...args] }: Tool): string | undefined {
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', timeout: 60_000 })
  if (status !== 0) return undefined
  return versionIn(stdout + stderr) ?? 'of an unknown version'
}

/** The first thing in a text that looks like a version: `go version go1.26.8 linux/amd64` → `1.26.8`. */
export const versionIn = (text: string): string | undefined => /\d+(\.\d+)+/.exec(text)?.[0]

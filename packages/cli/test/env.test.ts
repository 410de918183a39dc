// `ocix env`: lines that a shell can take, whatever stands in them.
import { execFile } from 'node:child_process'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { linesOf } from '../src/commands/env/lines.ts'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)
const run = promisify(execFile)

test('a shell that evaluates the lines has the variables, and no others that sign', async () => {
  const { stdout } = await home().run('env --profile SESSION')
  const script = `${stdout}echo "$OCI_CLI_PROFILE $OCI_CLI_AUTH $OCI_REGION [$OCI_CLI_USER]"`
  const shell = await run('bash', ['-c', script], { env: { OCI_CLI_USER: 'other' } })
  expect(shell.stdout).toBe(`SESSION security_token ${oci().region} []\n`)
})

const SHELLS = {
  zsh: ['bash', 'echo "$OCI_CLI_PROFILE $OCI_CLI_AUTH $OCI_REGION [$OCI_CLI_USER]"'],
  fish: ['fish', 'echo "$OCI_CLI_PROFILE $OCI_CLI_AUTH $OCI_REGION [$OCI_CLI_USER]"'],
} as const

test.each(Object.entries(SHELLS))('so has %s, where it is installed', async (shell, [lines, echo]) => {
  const isThere = await run(shell, ['-c', 'true']).catch(() => undefined)
  if (!isThere) return
  const { stdout } = await home().run(`env --profile SESSION --shell ${lines}`)
  const evaluated = await run(shell, ['-c', `${stdout}${echo}`], { env: { ...home().env, OCI_CLI_USER: 'other' } })
  expect(evaluated.stdout).toBe(`SESSION security_token ${oci().region} []\n`)
})

test('nothing in a path is taken for a command', async () => {
  const folder = join(home().path, `it's $(touch x) \`touch y\` "z"`)
  await mkdir(folder)
  await rename(home().configFile, join(folder, 'config'))
  const { stdout } = await home().run(['env', '--config-file', join(folder, 'config')])
  const shell = await run('bash', ['-c', `${stdout}printf %s "$OCI_CONFIG_FILE"`], { cwd: folder })
  expect(shell.stdout).toBe(join(folder, 'config'))
})

test.each([
  ['bash', `export A='it'\\''s \\'\nunset B\n`],
  ['fish', `set -gx A 'it\\'s \\\\';\nset -e B\n`],
  ['powershell', `$Env:A = 'it''s \\';\nRemove-Item Env:B -ErrorAction Ignore\n`],
] as const)('the lines of %s', (shell, lines) => {
  expect(linesOf({ A: "it's \\", B: undefined }, shell)).toBe(lines)
})

test('PowerShell takes typographic quotes for quotes', () => {
  expect(linesOf({ A: 'a’; b' }, 'powershell')).toBe(`$Env:A = 'a’’; b'\n`)
})

test('as data, what is taken away is null', async () => {
  const { code, stdout } = await home().run('env --output json --query OCI_CLI_USER', { env: {} })
  expect([code, stdout]).toEqual([0, ''])
  const { stdout: all } = await home().run('env --output json')
  expect(JSON.parse(all)).toMatchObject({ OCI_CLI_PROFILE: 'DEFAULT', OCI_CLI_AUTH: 'api_key', OCI_CLI_USER: null })
})

test('a shell that is none is 2', async () => {
  expect((await home().run('env --shell tcsh')).code).toBe(2)
})

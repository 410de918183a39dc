// `ocix completion` and what its scripts ask.
import { execFile } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { homes } from './kit/home.ts'
import { builtProgram } from './kit/program.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()

const wordsFor = async (...words: string[]): Promise<string[]> => {
  const { code, stdout, stderr } = await home().run(['complete', '--', ...words])
  expect([code, stderr]).toEqual([0, ''])
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => String(line.split('\t')[0]))
}

test('commands are completed, those for programs are not', async () => {
  expect(await wordsFor('')).toEqual(expect.arrayContaining(['session', 'token', 'completion']))
  expect(await wordsFor('')).not.toContain('complete')
  expect(await wordsFor('session', 'va')).toEqual(['validate'])
  expect(await wordsFor('--profile', 'session', 'session', 'te')).toEqual(['terminate'])
})

test('options of the command and of every command are completed', async () => {
  expect(await wordsFor('session', 'validate', '--')).toEqual(
    expect.arrayContaining(['--local', '--profile', '--help']),
  )
  expect(await wordsFor('session', 'list', '--')).not.toContain('--local')
  expect(await wordsFor('session', 'validate', '--lo')).toEqual(['--local'])
})

test('values are completed where they are known, profiles from the file', async () => {
  expect(await wordsFor('token', '--format', 'e')).toEqual(['env', 'exec-credential'])
  expect(await wordsFor('token', '--output', '=', 'j')).toEqual(['json'])
  expect(await wordsFor('token', '--profile', '')).toEqual(['DEFAULT', 'SESSION'])
  expect(await wordsFor('session', 'list', '--config-file', '')).toEqual([])
})

test('a faulty file has no profiles, and says nothing', async () => {
  await home().editConfig(() => 'nothing')
  expect(await wordsFor('token', '--profile', '')).toEqual([])
})

test('a shell that nobody knows is 2', async () => {
  const { code, stderr } = await home().run('completion tcsh')
  expect([code, stderr]).toEqual([2, expect.stringContaining('Give bash, zsh or fish.')])
})

const SHELLS = {
  bash: [
    '-c',
    'source <(ocix completion bash); COMP_WORDS=(ocix session va); COMP_CWORD=2; _ocix; echo "${COMPREPLY[@]}"',
    'validate',
  ],
  zsh: [
    '-fc',
    'compdef() { :; }; _describe() { print -l -- $found; }; source <(ocix completion zsh); words=(ocix session va); CURRENT=3; _ocix',
    'validate:tell whether',
  ],
  fish: ['-c', 'ocix completion fish | source; complete -C "ocix session va"', 'validate\ttell whether'],
} as const

const isThere = await Promise.all(
  Object.keys(SHELLS).map(async (shell) => [
    shell,
    await promisify(execFile)(shell, ['-c', ':']).then(
      () => true,
      () => false,
    ),
  ]),
)
const installed = new Map(isThere as [string, boolean][])

test.each(Object.keys(SHELLS) as (keyof typeof SHELLS)[])('%s completes by its script', async (shell) => {
  const script = await home().run(`completion ${shell}`)
  expect([script.code, script.stdout]).toEqual([0, expect.stringContaining('ocix complete --')])
  if (!installed.get(shell)) return
  const bin = join(home().path, 'bin')
  await mkdir(bin)
  await writeFile(join(bin, 'ocix'), `#!/bin/sh\nexec '${process.execPath}' '${program().path}' "$@"\n`)
  await chmod(join(bin, 'ocix'), 0o755)
  const [flag, code, shown] = SHELLS[shell]
  const env = { ...home().env, PATH: `${bin}:${process.env['PATH']}` }
  expect((await promisify(execFile)(shell, [flag, code], { env })).stdout).toContain(shown)
})

// What holds for every command line: help, version, slips, and readers that go.
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { ocix } from '../src/commands/ocix.ts'
import { isGroup, type Command, type Group } from '../src/program/command.ts'
import { homes } from './kit/home.ts'
import { brokenPipe } from './kit/streams.ts'
import manifest from '../package.json'

const oci = emulated()
const home = homes(oci)

const nodes = (node: Command | Group, path: string[] = []): [string, Command | Group][] => [
  [path.join(' '), node],
  ...(isGroup(node) ? node.commands.flatMap((each) => nodes(each, [...path, each.name])) : []),
]

test('--version and -v print the version of the package', async () => {
  for (const flag of ['--version', '-v']) expect((await home().run(flag)).stdout).toBe(`${manifest.version}\n`)
})

test.each(nodes(ocix))('ocix %s --help is on stdout and fits 80 columns', async (path, node) => {
  const { code, stdout, stderr } = await home().run(`${path} --help`)
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout.split('\n').filter((line) => line.length > 80 && !line.includes('ocix'))).toEqual([])
  expect(stdout).toContain(`Usage: ${['ocix', path].filter(Boolean).join(' ')} `)
  expect(stdout.includes('Examples:\n')).toBe(!isGroup(node))
  expect((await home().run(`help ${path}`)).stdout).toBe(stdout)
})

test('the texts of help begin in lower case and have no full stop', () => {
  const texts = nodes(ocix).flatMap(([, node]) => [
    node.summary,
    ...(isGroup(node) ? [] : Object.values(node.options).map(({ summary }) => summary)),
  ])
  expect(texts.filter((text) => text.endsWith('.') || /^[A-Z][a-z]/.test(text))).toEqual([])
})

test('a group without a command shows its help on stderr, and is 2', async () => {
  const { code, stdout, stderr } = await home().run('session')
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('Usage: ocix session <command>')
  expect((await home().run([])).code).toBe(2)
})

test.each([
  ['sesion list', "Unknown command 'sesion'. Did you mean session?"],
  ['session lst', "Unknown command 'lst'. Did you mean list?"],
  ['session list --profil X', "Unknown option '--profil'. Did you mean --profile?"],
  ['session validate --lokal', "Unknown option '--lokal'. Did you mean --local?"],
  ['session validate --profile', "Option '--profile <NAME>' argument missing."],
  ['session list extra', "Too many arguments for 'list'. Expected 0 arguments but got 1."],
  ['session validate --min-ttl soon', '--min-ttl cannot be "soon". Give a time such as 90s, 5m or 1h.'],
  ['session list --output yaml', '--output cannot be "yaml". Give one of json, table.'],
  ['session list --auth token', '--auth cannot be "token". Give one of api_key, security_token, '],
  [
    'session list --auth pkcs11',
    '--auth cannot be "pkcs11". A key in a PKCS#11 token signs through the library: examples/hsm',
  ],
])('%s is 2, and says: %s', async (line, sentence) => {
  const { code, stdout, stderr } = await home().run(line)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr.startsWith(`Error: ${sentence}`)).toBe(true)
  expect(stderr).not.toMatch(/\.\.\n/)
  expect(stderr).toMatch(/\nHelp: {2}ocix .*--help\n$/)
})

test.each([
  ['sesion list', 'ocix --help'],
  ['session lst', 'ocix session --help'],
  ['session list --profil X', 'ocix session list --help'],
  ['completion', 'ocix completion --help'],
  ['iam region list extra', 'ocix iam region list --help'],
])('%s names the help of the words that were understood: %s', async (line, help) => {
  expect((await home().run(line)).stderr).toMatch(new RegExp(`\nHelp: {2}${help}\n$`))
})

test('a question that nobody can answer is told as a sentence', async () => {
  const { stderr } = await home().run('session export --profile SESSION --output-file sealed --encrypt')
  expect(stderr).toMatch(
    /^Error: Nobody can be asked here: Passphrase of the archive\. Give --passphrase-file PATH\.\n/,
  )
})

test('a variable that is no choice is 2, and named', async () => {
  const { code, stderr } = await home().run('session list', { env: { OCI_CLI_AUTH: 'token' } })
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^Error: OCI_CLI_AUTH cannot be "token"\./)])
})

test('a reader that has gone ends the command quietly', async () => {
  const { code, stderr } = await home().run('session list', { stdout: brokenPipe() })
  expect([code, stderr]).toEqual([0, ''])
})

test('colour is for terminals, and not where NO_COLOR is set', async () => {
  const line = 'session validate --local --profile SESSION'
  expect((await home().run(line)).stderr).not.toContain('\u001B')
  expect((await home().run(line, { isTTY: true })).stderr).toContain('\u001B[32mSession is valid')
  expect((await home().run(line, { isTTY: true, env: { NO_COLOR: '1' } })).stderr).not.toContain('\u001B')
})

test('--debug tells of each call, and never a secret', async () => {
  const { code, stderr } = await home().run('session validate --profile SESSION --debug')
  expect(code).toBe(0)
  expect(stderr).toContain('/20160918/regions')
  expect(stderr).not.toMatch(/ST\$|eyJ|signature="(?!<redacted>)|PRIVATE KEY/)
})

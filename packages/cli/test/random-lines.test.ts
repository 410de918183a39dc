// Whatever stands on the line, nothing printed holds a secret or a stack trace, and the exit code is one of ours.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ocix } from '../src/commands/ocix.ts'
import { isGroup, type Command, type Group } from '../src/program/command.ts'
import { EXIT } from '../src/program/exit-codes.ts'
import { flagOf } from '../src/program/options.ts'
import { ROOT_OPTIONS } from '../src/program/root-options.ts'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)

const commands = (node: Command | Group, path: string[] = []): { path: string[]; command: Command }[] =>
  isGroup(node) ? node.commands.flatMap((each) => commands(each, [...path, each.name])) : [{ path, command: node }]

/** Nobody is there to log in with a browser, and no program is to be run by chance. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  authenticate: ['--no-browser'],
  exec: ['--', 'no-such-program'],
}
/** To whoever asks, on stdout. */
const PRINT_SECRETS = new Set(['token', 'credential-process'])

const STACK = /\n {4}at |node:internal|\.ts:\d+/

test('two hundred lines of words that mean something, and of such that mean nothing', async () => {
  const { path, configFile, tokenFile, run } = home()
  // So that nobody's own network is asked whether it is an instance.
  const env = { OCI_METADATA_BASE_URL: oci().metadataUrl }
  const token = await readFile(tokenFile(), 'utf8')
  const keyFile = join(path, '.oci/sessions/SESSION/oci_api_key.pem')
  const pem = await readFile(keyFile, 'utf8')
  const secrets = [token, String(token.split('.')[2]), pem.slice(35, 55), pem.slice(100, 200)]
  const value = fc.oneof(
    fc.constantFrom(
      'SESSION',
      'DEFAULT',
      'json',
      '5m',
      'phx',
      '0',
      tokenFile(),
      path,
      token,
      pem,
      `${path}/.oci/config`,
    ),
    fc.string({ maxLength: 12 }),
  )
  const flags = [...commands(ocix).flatMap(({ command }) => Object.keys(command.options)), ...Object.keys(ROOT_OPTIONS)]
  const word = fc.oneof(
    fc.constantFrom(...flags.map(flagOf)).filter((flag) => flag !== '--debug' && flag !== '--endpoint'),
    value,
  )
  // A server of its own would not end.
  const tried = commands(ocix).filter(({ command }) => command.name !== 'emulator')
  const files = [configFile, tokenFile(), keyFile]
  const before = await Promise.all(files.map((file) => readFile(file)))
  const putBack = async (): Promise<void> => {
    await mkdir(dirname(keyFile), { recursive: true })
    await Promise.all(files.map((file, index) => writeFile(file, before[index] ?? '')))
  }
  const line = fc.tuple(fc.constantFrom(...tried), fc.array(word, { maxLength: 5 }))
  await fc.assert(
    fc.asyncProperty(line, async ([{ path: words }, rest]) => {
      const name = words.at(-1) ?? ''
      const { code, stdout, stderr } = await run([...words, ...(FIRST[name] ?? []), ...rest, '--no-retry'], { env })
      if (name === 'terminate') await putBack()
      const printed = PRINT_SECRETS.has(name) ? stderr : stdout + stderr
      expect(stdout).not.toMatch(STACK)
      expect(Object.values(EXIT) as number[]).toContain(code)
      expect(secrets.filter((secret) => printed.includes(secret))).toEqual([])
      expect(printed).not.toMatch(STACK)
    }),
    { numRuns: 200 },
  )
}, 120_000)

// Whatever stands on the line, nothing printed holds a secret or a stack trace, and the exit code is one of ours.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
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

const STACK = /\n {4}at |node:internal|\.ts:\d+/

test('two hundred lines of words that mean something, and of such that mean nothing', async () => {
  const { path, tokenFile, run } = home()
  // So that nobody's own network is asked whether it is an instance.
  const env = { OCI_METADATA_BASE_URL: oci().metadataUrl }
  const token = await readFile(tokenFile(), 'utf8')
  const pem = await readFile(join(path, '.oci/sessions/SESSION/oci_api_key.pem'), 'utf8')
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
  // Their output is a secret or that of another program, they wait for their session to end, or what they deal with is gone for the next line.
  const tried = commands(ocix).filter(
    ({ command }) => !['token', 'credential-process', 'watch', 'terminate', 'exec', 'emulator'].includes(command.name),
  )
  const line = fc.tuple(fc.constantFrom(...tried), fc.array(word, { maxLength: 5 }))
  await fc.assert(
    fc.asyncProperty(line, async ([{ path: words }, rest]) => {
      // Nobody is there to log in with a browser.
      const more = words.includes('authenticate') ? ['--no-browser'] : []
      const { code, stdout, stderr } = await run([...words, ...more, ...rest, '--no-retry'], { env })
      const printed = stdout + stderr
      expect(Object.values(EXIT) as number[]).toContain(code)
      expect(secrets.filter((secret) => printed.includes(secret))).toEqual([])
      expect(printed).not.toMatch(STACK)
    }),
    { numRuns: 200 },
  )
}, 120_000)

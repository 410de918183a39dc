// Every command line of Oracle's page on token-based authentication, with `ocix` in the place of `oci`, as it stands there: at a
// terminal, against the emulator. https://docs.oracle.com/iaas/Content/API/SDKDocs/clitoken.htm
import { createPublicKey } from 'node:crypto'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { homes } from './kit/home.ts'
import { logInWith } from './kit/log-in.ts'
import { builtProgram } from './kit/program.ts'
import { KEY, type Pty } from './kit/pty.ts'
import { arrive, freePort } from './kit/browser.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()

interface Row {
  readonly line: string
  /** What is there before, beside an API key at DEFAULT and a session at SESSION. */
  readonly before?: () => Promise<unknown>
  /** Questions, and what a person types. */
  readonly answers?: readonly (readonly [question: string, typed: string])[]
  readonly says: RegExp
  /** Holds afterwards. */
  readonly after?: () => Promise<unknown>
}

/** What stands in angle brackets on the page. */
const FILLED: Readonly<Record<string, () => string>> = {
  '<path-to-public-key>': () => join(home().path, 'mine_public.pem'),
  '<token-persistence-time-in-minutes>': () => '15',
  '<path_to_config_file>': () => home().configFile,
  '<profile_name>': () => 'SESSION',
  '<output_filename>': () => join(home().path, 'session'),
  '<path_to_exported_zip>': () => join(home().path, 'session.zip'),
}

const NAME = ['Name of the profile for the session', `NEW${KEY.enter}`] as const
const LOGGED_IN = /Logged in as ocid1\.user\.\S+ in ocid1\.tenancy\.\S+, until [-\d]{10} [:\d]{8} UTC/

async function validates(profile: string): Promise<void> {
  const { code, stderr } = await home().run(`session validate --profile ${profile}`)
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^Session is valid until /)])
}

const nothing = (): Promise<void> => rm(join(home().path, '.oci'), { recursive: true })

async function publicKey(): Promise<void> {
  const key = join(home().path, 'mine.pem')
  await writeFile(key, oci().createSession().privateKeyPem)
  const half = createPublicKey(await readFile(key, 'utf8')).export({ type: 'spki', format: 'pem' })
  await writeFile(join(home().path, 'mine_public.pem'), half)
}

const ROWS: readonly Row[] = [
  {
    line: 'session authenticate',
    before: nothing,
    answers: [
      ['Region (type to find one)', `phoenix${KEY.enter}`],
      ['Log in at', ''],
    ],
    says: LOGGED_IN,
    after: () => validates('DEFAULT'),
  },
  {
    line: 'setup config',
    before: nothing,
    answers: [
      ['Location of the configuration file', KEY.enter],
      ['Name of the profile', KEY.enter],
      ['OCID of the user', `ocid1.user.oc1..aaaa${KEY.enter}`],
      ['OCID of the tenancy', `ocid1.tenancy.oc1..aaaa${KEY.enter}`],
      ['Region', `phoenix${KEY.enter}`],
      ['The API key', KEY.enter],
      ['Passphrase of the new private key', KEY.enter],
    ],
    says: /Profile DEFAULT is written/,
    after: () => access(home().configFile),
  },
  {
    line: 'session authenticate --no-browser',
    answers: [NAME],
    says: LOGGED_IN,
    after: () => validates('NEW'),
  },
  {
    line: 'session authenticate --no-browser --auth security_token',
    before: () => home().editConfig((text) => text.replace('[DEFAULT]', '[KEY]').replace('[SESSION]', '[DEFAULT]')),
    answers: [NAME],
    says: LOGGED_IN,
    after: () => validates('NEW'),
  },
  {
    line: 'session authenticate --no-browser --public-key-file-path <path-to-public-key> --profile <profile_name> --auth security_token',
    before: publicKey,
    answers: [NAME],
    says: LOGGED_IN,
    after: () => validates('NEW'),
  },
  {
    line: 'session authenticate --no-browser --session-expiration-in-minutes <token-persistence-time-in-minutes> --profile <profile_name> --auth security_token',
    answers: [NAME],
    says: LOGGED_IN,
    after: async () => {
      await validates('NEW')
      const [, payload = ''] = (await readFile(home().tokenFile('NEW'), 'utf8')).split('.')
      const { exp, iat } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<'exp' | 'iat', number>
      expect(exp - iat).toBe(900)
    },
  },
  {
    line: 'session validate --config-file <path_to_config_file> --profile <profile_name> --auth security_token',
    says: /Session is valid until [-\d]{10} [:\d]{8} UTC\n/,
  },
  { line: 'session refresh --profile <profile_name>', says: /Session is renewed until [-\d]{10} [:\d]{8} UTC\n/ },
  {
    line: 'session export --profile <profile_name> --output-file <output_filename>',
    says: /Session SESSION is exported to \S+session\.zip/,
    after: () => access(join(home().path, 'session.zip')),
  },
  {
    line: 'session import --session-archive <path_to_exported_zip>',
    before: async () => {
      expect((await home().run('session export --profile SESSION --output-file session')).code).toBe(0)
      // Another machine has nothing but the archive.
      await mkdir(join(home().path, 'first'))
      await rename(join(home().path, '.oci'), join(home().path, 'first', '.oci'))
    },
    says: /Imported, to sign as ocid1\.user\./,
    after: () => validates('SESSION'),
  },
  {
    line: 'iam region list --config-file <path_to_config_file> --profile <profile_name> --auth security_token',
    says: /"name": "us-phoenix-1"/,
  },
]

async function answer(pty: Pty, [question, typed]: readonly [string, string], port: number): Promise<void> {
  if (question === 'Log in at') return void arrive(port, await logInWith(oci(), pty))
  await pty.waitFor(question)
  pty.type(typed)
}

test.each(ROWS)('oci $line', async ({ line, before, answers = [], says, after }) => {
  await before?.()
  const port = await freePort()
  // Where the page of a login listens is of this machine, and no part of the line.
  const env = { ...home().env, OCIX_LISTEN: `127.0.0.1:${port}`, BROWSER: 'true', TZ: 'UTC' }
  const filled = line.replaceAll(/<[^>]+>/g, (word) => FILLED[word]?.() ?? word)
  const pty = program().atTerminal(filled, env)
  for (const each of answers) await answer(pty, each, port)
  expect([await pty.ended, pty.shown]).toEqual([0, expect.stringMatching(says)])
  await after?.()
})

test('the suffix of the page signs with the session in any command', async () => {
  const suffix = `--config-file ${home().configFile} --profile SESSION --auth security_token`
  const { code, stdout } = await home().run(
    `raw-request --http-method GET --target-uri ${oci().url}/20160918/regions ${suffix}`,
  )
  expect([code, stdout]).toEqual([0, expect.stringContaining('us-phoenix-1')])
})

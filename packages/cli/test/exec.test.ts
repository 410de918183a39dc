// `ocix exec`: what the command gets, how it ends, and what becomes of signals.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { afterEach, expect, test } from 'vitest'
import { homes } from './kit/home.ts'
import { builtProgram } from './kit/program.ts'
import { KEY } from './kit/pty.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()
const NODE = process.execPath
const PRINT = `${NODE} -e 'console.log(JSON.stringify([process.argv.slice(1),process.env]))' --`

afterEach(() => oci().clock.offset(0))

type Variables = Readonly<Record<string, string | undefined>>

async function given(line: string, env?: Variables): Promise<Variables> {
  const { code, stdout, stderr } = await home().run(`exec ${line} -- ${PRINT}`, { env })
  expect([code, stderr]).toEqual([0, ''])
  return (JSON.parse(stdout) as [unknown, Variables])[1]
}

test('a command gets the profile, its file, its region and its session, by the names of all that read them', async () => {
  const { configFile, path, tokenFile } = home()
  expect(await given('--profile SESSION')).toMatchObject({
    OCI_CLI_PROFILE: 'SESSION',
    OCI_CONFIG_PROFILE: 'SESSION',
    OCI_CLI_CONFIG_FILE: configFile,
    OCI_CONFIG_FILE: configFile,
    OCI_CLI_AUTH: 'security_token',
    OCI_CLI_REGION: oci().region,
    OCI_REGION: oci().region,
    OCI_CLI_SECURITY_TOKEN_FILE: tokenFile(),
    OCI_CLI_KEY_FILE: join(path, '.oci/sessions/SESSION/oci_api_key.pem'),
    HOME: path,
  })
})

test('neither token nor key is in a variable', async () => {
  const text = JSON.stringify(await given('--profile SESSION'))
  expect(text).not.toContain((await readFile(home().tokenFile(), 'utf8')).slice(0, 40))
  expect(text).not.toContain('PRIVATE KEY')
})

test('variables that would let somebody else sign are taken away', async () => {
  const others = {
    OCI_CLI_USER: 'ocid1.user.oc1..other',
    OCI_CLI_TENANCY: 'ocid1.tenancy.oc1..other',
    OCI_CLI_FINGERPRINT: 'aa',
    OCI_CLI_KEY_CONTENT: 'x',
    OCI_CLI_KEY_FILE: '/other.pem',
    OCI_CLI_SECURITY_TOKEN_FILE: '/other',
    OCI_SECURITY_TOKEN: 'other',
    OCI_SESSION_PRIVATE_KEY: 'other',
    OCI_RESOURCE_PRINCIPAL_VERSION: '2.2',
  }
  const variables = await given('--profile DEFAULT', { ...others, MINE: 'stays' })
  expect(Object.keys(others).filter((name) => variables[name] !== undefined)).toEqual([])
  expect([variables['OCI_CLI_AUTH'], variables['MINE']]).toEqual(['api_key', 'stays'])
})

test('ocix itself signs as the profile there', async () => {
  const line = `exec --profile SESSION -- ${NODE} ${program().path} session validate --query source`
  const { code, stdout } = await home().run(line)
  expect([code, stdout]).toEqual([0, '"service"\n'])
})

test('the instance needs no profile', async () => {
  const variables = await given('--auth instance_principal --region phx', { HOME: '/nowhere' })
  expect([variables['OCI_CLI_AUTH'], variables['OCI_CLI_REGION']]).toEqual(['instance_principal', 'phx'])
  expect(variables).not.toHaveProperty('OCI_CLI_PROFILE')
})

test('a session in the second half of its life is renewed first, unless it shall not be', async () => {
  const before = await home().loginAgain()
  oci().clock.offset(40 * 60_000)
  await given('--profile SESSION --no-refresh')
  expect(await readFile(home().tokenFile(), 'utf8')).toBe(before)
  await given('--profile SESSION')
  expect(await readFile(home().tokenFile(), 'utf8')).not.toBe(before)
})

test('with a session that is over nothing is started', async () => {
  await home().loginAgain()
  oci().clock.offset(25 * 3_600_000)
  const { code, stdout, stderr } = await home().run(`exec --profile SESSION -- ${PRINT}`)
  expect([code, stdout]).toEqual([3, ''])
  expect(stderr).toContain('ocix session authenticate --profile-name SESSION')
})

test('words reach the command as they are: no shell, no options of ours', async () => {
  const { stdout } = await home().run([
    'exec',
    '--',
    ...PRINT.split(' -e ')[0]!.split(' '),
    '-e',
    'console.log(JSON.stringify(process.argv.slice(1)))',
    '--',
    '$HOME',
    '*',
    "a'b",
    '--profile',
    'X',
    '--help',
  ])
  expect(JSON.parse(stdout)).toEqual(['$HOME', '*', "a'b", '--profile', 'X', '--help'])
})

test('it ends as its command does', async () => {
  expect((await home().run(`exec -- ${NODE} -e 'process.exit(42)'`)).code).toBe(42)
  expect((await home().run(`exec -- ${NODE} -e 'process.kill(process.pid,"SIGTERM")'`)).code).toBe(128 + 15)
})

test('no such command is 127, one that cannot be started 126, none 2', async () => {
  const file = join(home().path, 'plain')
  await writeFile(file, 'text')
  await chmod(file, 0o600)
  const missing = await home().run('exec -- no-such-command-here')
  expect([missing.code, missing.stderr]).toEqual([
    127,
    'Error: There is no program "no-such-command-here" on the PATH. Correct its name, or give its path.\n',
  ])
  const plain = await home().run(['exec', '--', file])
  expect([plain.code, plain.stderr]).toEqual([126, expect.stringContaining('cannot be started (EACCES)')])
  expect((await home().run('exec')).code).toBe(2)
})

test('a profile that is not there starts nothing', async () => {
  const { code, stdout } = await home().run(`exec --profile NOBODY -- ${PRINT}`)
  expect([code, stdout]).toEqual([5, ''])
})

/** Says when it is ready, and which signal it got; ends at those that are named. */
const LISTENER = (...endsAt: readonly NodeJS.Signals[]): string =>
  `for (const s of ["SIGINT","SIGTERM","SIGHUP"]) process.on(s, () => { console.log("got "+s); if ("${endsAt.join()}".includes(s)) process.exit(7) }); setInterval(() => {}, 1000); console.log("ready")`

interface Started {
  readonly child: ChildProcess
  /** Resolves once the text is there so many times, or the program has ended. */
  shows(text: string, times?: number): Promise<void>
}

function started(line: string): Started {
  const child = program().start(line, home().env)
  let shown = ''
  child.stdout?.on('data', (data: Buffer) => (shown += data.toString()))
  child.stderr?.on('data', (data: Buffer) => (shown += data.toString()))
  const shows = async (text: string, times = 1): Promise<void> => {
    while (shown.split(text).length <= times && child.exitCode === null)
      await Promise.race([once(child.stdout!, 'data'), once(child.stderr!, 'data'), once(child, 'close')])
  }
  return { child, shows }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s is passed on, and the command decides', async (signal) => {
  const { child, shows } = started(`exec -- ${NODE} -e '${LISTENER('SIGINT', 'SIGTERM', 'SIGHUP')}'`)
  await shows('ready')
  child.kill(signal)
  await shows(`got ${signal}`)
  expect(await once(child, 'close')).toEqual([7, null])
})

test('a command that ignores signals is killed after a second Ctrl-C, once its grace is over', async () => {
  const { child, shows } = started(`exec --grace 1s -- ${NODE} -e '${LISTENER()}'`)
  await shows('ready')
  // On a busy machine two may be further apart than counts as twice.
  for (const times of [1, 2, 3, 4]) {
    child.kill('SIGINT')
    await shows('got SIGINT', times)
  }
  await shows('The command is killed if it has not ended in 1 s.')
  expect(await once(child, 'close')).toEqual([128 + 9, null])
})

test('standard input is the command’s', async () => {
  const child = program().start(`exec -- ${NODE} -e 'process.stdin.pipe(process.stdout)'`, home().env)
  child.stdin?.end('what was typed')
  const [data] = (await once(child.stdout!, 'data')) as [Buffer]
  expect(data.toString()).toBe('what was typed')
  expect(await once(child, 'close')).toEqual([0, null])
})

test('at a terminal Ctrl-C reaches the command once, and twice kills one that ignores it', async () => {
  const pty = program().atTerminal(`exec --grace 1s -- ${NODE} -e '${LISTENER()}'`, home().env)
  await pty.waitFor('ready')
  // On a busy machine two may be further apart than counts as twice.
  for (const _ of [1, 2, 3, 4]) {
    pty.type(KEY.ctrlC)
    await pty.waitFor('got SIGINT').catch(() => {}) // it may have been killed by now
  }
  expect(await pty.ended).toBe(137)
  expect(pty.shown.match(/got SIGINT/g)?.length).toBeOneOf([2, 3, 4])
  expect(pty.shown.match(/is killed/g)?.length).toBe(1)
})

test('with --grace never it goes on', async () => {
  const pty = program().atTerminal(`exec --grace never -- ${NODE} -e '${LISTENER('SIGTERM')}'`, home().env)
  await pty.waitFor('ready')
  for (const _ of [1, 2, 3]) {
    pty.type(KEY.ctrlC)
    await pty.waitFor('got SIGINT')
  }
  expect(pty.shown).not.toContain('killed')
  pty.kill('SIGTERM')
  await pty.waitFor('got SIGTERM')
  expect(await pty.ended).toBe(7)
})

test('at a terminal what is typed reaches the command', async () => {
  const echo =
    'process.stdin.once("data", (data) => { console.log("heard "+data); process.exit(5) }); console.log("listening")'
  const pty = program().atTerminal(`exec -- ${NODE} -e '${echo}'`, home().env)
  await pty.waitFor('listening')
  pty.type(`hello${KEY.enter}`)
  await pty.waitFor('heard hello')
  expect(await pty.ended).toBe(5)
})

test('the help shows where the command of somebody else begins', async () => {
  expect((await home().run('exec --help')).stdout).toContain('Usage: ocix exec [options] -- command…\n')
  expect((await home().run('emulator --help')).stdout).toContain(
    'Usage: ocix emulator [task] [options] [-- command…]\n',
  )
})

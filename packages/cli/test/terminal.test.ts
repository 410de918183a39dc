// The program as a process, at a pseudo-terminal and in pipes.
import { access } from 'node:fs/promises'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { homes } from './kit/home.ts'
import { builtProgram } from './kit/program.ts'
import { KEY } from './kit/pty.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

test('at a terminal the end of a session is asked for, and yes ends it', async () => {
  const { env, tokenFile } = home()
  const pty = program().atTerminal('session terminate --profile SESSION', env)
  await pty.waitFor('End the session SESSION?')
  pty.resize(40, 10)
  pty.type('y')
  await pty.waitFor('Session SESSION is removed.')
  expect([await pty.ended, await isThere(tokenFile())]).toEqual([0, false])
})

test.each([
  ['no', KEY.enter, 8, 'Nothing was ended.'],
  ['Ctrl-C', KEY.ctrlC, 130, 'Interrupted.'],
  ['Escape', KEY.escape, 130, 'Interrupted.'],
])('%s leaves the session', async (_, key, code, sentence) => {
  const { env, tokenFile } = home()
  const pty = program().atTerminal('session terminate --profile SESSION', env)
  await pty.waitFor('End the session SESSION?')
  pty.type(key)
  await pty.waitFor(sentence)
  expect([await pty.ended, await isThere(tokenFile())]).toEqual([code, true])
})

test('--no-input and CI never ask, at a terminal either', async () => {
  const { env } = home()
  for (const [line, variables] of [
    ['session terminate --all --no-input', {}],
    ['session terminate --all', { CI: 'true' }],
  ] as const) {
    const pty = program().atTerminal(line, { ...env, ...variables })
    await pty.waitFor('Give --force.')
    expect(await pty.ended).toBe(2)
  }
})

test('SIGINT while a service is waited for ends with 130', async () => {
  oci().faults.add({ match: { path: '/20160918/regions' }, effect: { delayMs: 600_000 } })
  const { env } = home()
  const pty = program().atTerminal('session validate --profile SESSION', env)
  await pty.waitFor('Asking the identity service')
  pty.type(KEY.ctrlC)
  await pty.waitFor('Interrupted.')
  expect(await pty.ended).toBe(130)
  oci().faults.clear()
})

test('in pipes data is on stdout, and talk on stderr', async () => {
  const { env } = home()
  const ended = await program().run('session validate --profile SESSION --output json --query valid', env)
  expect(ended).toEqual({ code: 0, stdout: 'true\n', stderr: expect.stringMatching(/^Session is valid until /) })
})

test('a reader that goes early is no fault', async () => {
  const child = program().start('session list', home().env)
  child.stdout?.destroy()
  const [code] = await new Promise<[number | null]>((resolve) => child.once('close', (...ended) => resolve([ended[0]])))
  expect(code).toBe(0)
})

// What is around the program may be broken: no folder, no home, no room, a reader that has gone, a signal that ends it.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { homes } from './kit/home.ts'
import { builtProgram } from './kit/program.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()

test.skipIf(process.platform === 'win32')('a folder that was removed meanwhile is no reason to end', () => {
  const script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"'
  const line = ['-c', script, process.execPath, program().path, 'session', 'list', '--output', 'json']
  const { status, stdout, stderr } = spawnSync('sh', line, {
    cwd: home().path,
    env: { ...home().env, PATH: process.env['PATH'] },
    encoding: 'utf8',
  })
  expect(stderr).not.toContain('node:internal')
  expect([status, JSON.parse(stdout)]).toEqual([0, [expect.objectContaining({ profile: 'SESSION' })]])
})

test('a home that is named by a relative path is the same in every folder', async () => {
  const { stdout } = await program().run('setup config --help', { HOME: 'relative' })
  expect(stdout).toContain('ocix setup config')
  const child = program().start('whoami', { HOME: 'relative', USERPROFILE: 'relative' }, home().path)
  child.stdin?.end()
  expect(child.stderr && (await text(child.stderr))).toContain(JSON.stringify(`${home().path}/relative/.oci/config`))
})

test.skipIf(!existsSync('/dev/full'))('where there is no room for the output, it says so, and ends with 1', () => {
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = spawnSync(process.execPath, [program().path, '--help'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  })
  closeSync(full)
  expect(stderr).toBe('Error: The output cannot be written (ENOSPC). Make room for it, or lead it elsewhere.\n')
  expect(status).toBe(1)
})

test.skipIf(process.platform === 'win32')('SIGTERM ends a login as Ctrl-C does, and leaves nothing', async () => {
  const { env, path } = home()
  const line = 'setup bootstrap --profile-name NEW --region phx --no-passphrase --no-input'
  const child = program().start(line, { ...env, TMPDIR: path, OCIX_LISTEN: '127.0.0.1:0' })
  let shown = ''
  for await (const part of child.stderr ?? []) {
    shown += String(part)
    if (shown.includes('Log in at ') && !child.killed) child.kill('SIGTERM')
  }
  const code = child.exitCode ?? ((await once(child, 'close')) as [number])[0]
  expect([code, shown]).toEqual([143, expect.stringContaining('Interrupted.')])
  expect((await readdir(path)).filter((name) => name.startsWith('ocix-bootstrap-'))).toEqual([])
})

test.skipIf(process.platform === 'win32')(
  'a passphrase is the first line, whatever stands before and behind it',
  async () => {
    const { run } = home()
    const seal = 'session export --profile SESSION --output-file sealed --encrypt --passphrase-file -'
    expect((await run(seal, { stdin: '\uFEFFcorrect horse\r\nbattery' })).stderr).toContain('is exported to')
    const open = 'session import --session-archive sealed --profile-name NEW --passphrase-file -'
    expect((await run(open, { stdin: 'correct horse' })).code).toBe(0)
  },
)

test.skipIf(process.platform === 'win32')('no more than the first line of a passphrase is read', async () => {
  const { env, path } = home()
  const line = 'session export --profile SESSION --output-file sealed --encrypt --passphrase-file -'
  const child = program().start(line, env, path)
  child.stdin?.on('error', () => {})
  child.stdin?.write('correct horse\n')
  // stdin stays open.
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('Ctrl-C is heard while a passphrase is waited for', async () => {
  const { run, path } = home()
  let interrupt = (): void => {}
  const onInterrupt = (listener: () => void): (() => void) => {
    interrupt = listener
    return () => {}
  }
  // It is asked for a line, and has none.
  const stdin = new Readable({ read: () => setImmediate(interrupt) })
  const line = 'session export --profile SESSION --output-file sealed --encrypt --passphrase-file -'
  const { code, stderr } = await run(line, { stdin, onInterrupt })
  expect([code, stderr]).toEqual([130, 'Interrupted.\n'])
  expect(await readdir(path)).not.toContain('sealed')
})

test('a passphrase file that is not there is told in a sentence, and one without end is refused', async () => {
  const { run, path } = home()
  const seal = [
    'session',
    'export',
    '--profile',
    'SESSION',
    '--output-file',
    'sealed',
    '--encrypt',
    '--passphrase-file',
  ]
  const missing = await run([...seal, 'missing'])
  expect([missing.code, missing.stderr]).toEqual([
    5,
    expect.stringContaining(`${path}/missing cannot be read (ENOENT)`),
  ])
  const endless = await run([...seal, '-'], { stdin: 'x'.repeat(100_000) })
  expect([endless.code, endless.stderr]).toEqual([2, expect.stringContaining('longer than 64 KiB')])
})

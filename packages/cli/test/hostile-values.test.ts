// Values that mean harm, or nothing: on the line, in names of variables, in files.
import { spawnSync } from 'node:child_process'
import { chmod, mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)

test.each([
  'session export --profile SESSION --output-file=',
  'whoami --profile=',
  'session import --session-archive " "',
  'setup repair-file-permissions --file=',
])('an empty value is none: %s', async (line) => {
  const { code, stderr } = await home().run(line)
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^Error: --[a-z-]+ is empty\. Give it a value, or leave it out\./),
  ])
})

test.each(['exec --grace 25d -- true', 'session authenticate --timeout 999999d'])(
  'a time that no timer can wait for is refused: %s',
  async (line) => {
    const { code, stderr } = await home().run(line)
    expect([code, stderr]).toEqual([2, expect.stringContaining('Give 24d at most.')])
  },
)

test.each(['bash', 'fish', 'powershell'])('no name of a variable is code for %s', async (shell) => {
  const env = { 'OCI_TOKEN_EXCHANGE_;touch pwned': 'x', OCI_TOKEN_EXCHANGE_SCOPE: 'y' }
  const { stdout } = await home().run(['env', '--profile', 'SESSION', '--shell', shell], { env })
  expect(stdout).not.toContain('touch')
  expect(stdout).toContain('OCI_TOKEN_EXCHANGE_SCOPE')
})

test('a token whose end is no time, or that holds more than a token, is told as unreadable', async () => {
  const { run, tokenFile } = home()
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (const token of [
    `${part({ alg: 'RS256' })}.${part({ exp: 1e300, iat: 1 })}.x`,
    `a.${part({ exp: 9e9 })}.\n\u001B[2J`,
  ]) {
    await writeFile(tokenFile(), token)
    const { code, stdout, stderr } = await run('session token --profile SESSION --format json --no-refresh')
    expect([code, stdout, stderr]).toEqual([5, '', expect.stringContaining('cannot be read')])
  }
})

test.skipIf(process.platform === 'win32')(
  'the doctor makes no folder private that only seems to be of OCI',
  async () => {
    const { run, path, editConfig } = home()
    await mkdir(join(path, 'Public'))
    await chmod(join(path, 'Public'), 0o755)
    await rename(join(path, '.oci/oci_api_key.pem'), join(path, 'Public/key.pem'))
    await editConfig((text) => text.replace(/key_file=.*oci_api_key\.pem/, `key_file=${path}/.oci/../Public/key.pem`))
    await run('doctor --local --fix')
    expect((await stat(join(path, 'Public'))).mode & 0o777).toBe(0o755)
    expect((await stat(join(path, 'Public/key.pem'))).mode & 0o777).toBe(0o600)
  },
)

test.skipIf(process.platform === 'win32')('bash completes names of profiles as words, and not as code', async () => {
  const { run, path, editConfig } = home()
  await editConfig(
    (text) => `${text}\n[$(touch pwned) *]\nregion=us-phoenix-1\n[\u001B[2Jclear]\nregion=us-phoenix-1\n`,
  )
  const listed = await run(['complete', '--', 'whoami', '--profile', ''])
  expect(listed.stdout).not.toContain('\u001B')
  const { stdout: script } = await run('completion bash')
  await writeFile(join(path, 'listed'), listed.stdout)
  const asked = `ocix() { cat listed; }\n${script}\nCOMP_WORDS=(ocix whoami --profile ''); COMP_CWORD=3; _ocix; eval "printf '%s\\n' \${COMPREPLY[*]}"`
  const { stdout } = spawnSync('bash', ['-c', asked], { cwd: path, encoding: 'utf8' })
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['DEFAULT', '$(touch pwned) *']))
})

test('an rc file that names nobody who signs lets nobody sign, and one that cannot be read is told', async () => {
  const { run, path } = home()
  await writeFile(join(path, '.oci/oci_cli_rc'), '[SESSION]\nauth = securty_token\n')
  const misspelt = await run('whoami --profile SESSION')
  expect([misspelt.code, misspelt.stdout]).toEqual([2, ''])
  expect(misspelt.stderr).toContain('oci_cli_rc cannot be "securty_token". Give one of api_key, ')
  expect((await run('whoami --profile SESSION --cli-rc-file /dev/null')).code).toBe(0)
  await mkdir(join(path, 'folder'))
  const folder = await run('whoami --profile SESSION --cli-rc-file folder')
  expect([folder.code, folder.stdout, folder.stderr]).toEqual([5, '', expect.stringContaining(`${path}/folder`)])
})

// Archives at a pseudo-terminal: what is asked, what is hidden, and what Ctrl-C leaves.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { homes } from './kit/home.ts'
import { builtProgram } from './kit/program.ts'
import { KEY, type Pty } from './kit/pty.ts'

const oci = emulated()
const home = homes(oci)
const program = builtProgram()
const at = (name: string): string => join(home().path, name)
const start = (line: string): Pty => program().atTerminal(line, home().env)
const filesOfHome = async (): Promise<string[]> => (await readdir(home().path, { recursive: true })).sort()

test('a passphrase is asked twice to seal an archive, once to open it, and shown never', async () => {
  const sealing = start(`session export --profile SESSION --output-file ${at('daily')} --encrypt`)
  await sealing.waitFor('Passphrase of the archive')
  sealing.type(KEY.enter)
  await sealing.waitFor('There has to be one.')
  sealing.type(`hunter2${KEY.enter}`)
  await sealing.waitFor('The same again')
  sealing.type(`hunter2${KEY.enter}`)
  expect(await sealing.ended).toBe(0)
  const opening = start(`session import --session-archive ${at('daily')} --profile-name COPY`)
  await opening.waitFor('Passphrase of the archive')
  opening.type(`hunter2${KEY.enter}`)
  expect(await opening.ended).toBe(0)
  expect(sealing.shown + opening.shown).not.toContain('hunter2')
  expect((await home().run('session validate --profile COPY')).code).toBe(0)
})

test('an archive that is there is replaced after a yes; no leaves it, and is 8', async () => {
  const line = `session export --profile SESSION --output-file ${at('daily')}`
  await writeFile(at('daily.zip'), 'mine')
  const no = start(line)
  await no.waitFor('is there already. Replace it?')
  no.type(KEY.enter)
  await no.waitFor('Nothing was exported.')
  expect([await no.ended, await readFile(at('daily.zip'), 'utf8')]).toEqual([8, 'mine'])
  const yes = start(line)
  await yes.waitFor('is there already. Replace it?')
  yes.type('y')
  expect(await yes.ended).toBe(0)
  expect((await readFile(at('daily.zip'))).subarray(0, 2).toString()).toBe('PK')
})

test('a name is asked for until one is free, as oci does', async () => {
  expect((await home().run('session export --profile SESSION --output-file daily')).code).toBe(0)
  const pty = start(`session import --session-archive ${at('daily.zip')}`)
  await pty.waitFor('The profile SESSION is there already. Name of the profile')
  pty.type(`DEFAULT${KEY.enter}`)
  await pty.waitFor('The profile DEFAULT is there already. Name of the profile')
  pty.type(`a b${KEY.enter}`)
  await pty.waitFor('Letters, digits')
  pty.type(`${'\u007F'.repeat(3)}COPY${KEY.enter}`)
  await pty.waitFor('Imported, to sign as')
  expect(await pty.ended).toBe(0)
  expect((await home().run('session validate --profile COPY')).code).toBe(0)
})

test.each([
  [
    'the passphrase of an export',
    () => `session export --profile SESSION --output-file ${at('x')} --encrypt`,
    'Passphrase of',
  ],
  ['the name of an import', () => `session import --session-archive ${at('daily.zip')}`, 'Name of the profile'],
  ['the passphrase of an import', () => `session import --session-archive ${at('daily.sealed')}`, 'Passphrase of'],
])('Ctrl-C at %s is 130, and leaves nothing', async (_, line, question) => {
  await writeFile(at('secret'), 'hunter2\n')
  const packing = 'session export --profile SESSION --output-file'
  expect((await home().run(`${packing} daily`)).code).toBe(0)
  expect((await home().run(`${packing} daily.sealed --passphrase-file secret`)).code).toBe(0)
  const before = [await readFile(home().configFile, 'utf8'), await filesOfHome()]
  const pty = start(line())
  await pty.waitFor(question)
  pty.type(KEY.ctrlC)
  await pty.waitFor('Interrupted.')
  expect(await pty.ended).toBe(130)
  expect([await readFile(home().configFile, 'utf8'), await filesOfHome()]).toEqual(before)
})

// What is removed with a session, and above all what is not.
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { updateConfigFile } from '@x/config'
import { withFileLock } from '@x/config/files'
import { startEmulator, type Emulator } from '@x/emulator'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listSessions, terminateSession, type TerminateSessionOptions } from '../src/index.ts'
import { onFailingDisk, readOnly, type DiskCall } from './failing-disk.ts'
import { makeHome, type Home } from './home.ts'
import { editConfig, keptSession, openSession, type KeptSession } from './kept-session.ts'

let oci: Emulator
let home: Home
let session: KeptSession
beforeAll(async () => void (oci = await startEmulator()))
afterAll(() => oci.close())
beforeEach(async () => {
  oci.clock.freeze(Math.floor(Date.now() / 1000) * 1000)
  home = await makeHome(oci)
  session = keptSession(home)
})
afterEach(() => home.remove())

const terminate = (options: Partial<TerminateSessionOptions> = {}) =>
  terminateSession({ profile: 'SESSION', ...home.options, ...options })
const config = () => readFile(home.configFile, 'utf8')
const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).map(({ name }) => name).sort()

describe('a session that is ended', () => {
  test('is gone with its folder and its profile, and nothing else is', async () => {
    const commented = `# mine\n${await config()}\n[OTHER]\nregion = fra ; home\n`
    await writeFile(home.configFile, commented)
    expect(await terminate()).toEqual({
      profile: 'SESSION',
      removed: expect.arrayContaining([
        session.tokenFile,
        session.keyFile,
        join(session.folder, 'oci_api_key_public.pem'),
      ]),
      left: [],
      tokenValidUntil: oci.clock.now() + 3_600_000,
    })
    expect(await filesIn(join(home.path, '.oci'))).toEqual(['config', 'config.bak', 'oci_api_key.pem', 'sessions'])
    const after = await config()
    expect(after).not.toContain('SESSION')
    expect(after).toMatch(/^# mine\n#.*\n\[DEFAULT\][^]*\[OTHER\]\nregion = fra ; home\n$/)
    expect(await listSessions(home.options)).toEqual([])
    expect(await rejectionOf(terminate())).toMatchObject({ code: 'ERR_SESSION_PROFILE', reason: 'not-found' })
  })

  test('may keep its profile, without what was the session’s', async () => {
    await updateConfigFile({ file: home.configFile, profile: 'SESSION', set: { 'compartment-id': 'ocid1.c' } })
    await terminate({ keepProfile: true })
    expect((await config()).split('[SESSION]')[1]?.trim().split('\n')).toEqual([
      `tenancy=${oci.tenancy}`,
      `region=${oci.region}`,
      'compartment-id=ocid1.c',
    ])
  })

  test.each([[undefined], [false], [true]])(
    'leaves DEFAULT to those who inherit from it: keepProfile %s',
    async (keepProfile) => {
      await writeFile(
        home.configFile,
        (await config()).replace(/^[^[]*\[DEFAULT\][^[]*/, '').replace('[SESSION]', '[DEFAULT]'),
      )
      await terminate({ profile: 'DEFAULT', keepProfile })
      expect(await config()).toBe(`[DEFAULT]\ntenancy=${oci.tenancy}\nregion=${oci.region}\n`)
    },
  )

  test('lies where its profile says, not where its name would lead', async () => {
    const { tokenFile } = await openSession(oci, home, { tokenLocation: '~/elsewhere', profile: 'SESSION2' })
    const namesake = keptSession(home, 'SESSION2')
    await mkdir(namesake.folder)
    await writeFile(namesake.tokenFile, 'somebody’s')
    await terminate({ profile: 'SESSION2' })
    expect(await filesIn(dirname(dirname(tokenFile)))).toEqual([])
    expect(await namesake.token()).toBe('somebody’s')
  })

  test.each<[string, () => Promise<unknown>]>([
    ['a token', () => rm(session.tokenFile)],
    ['a token that can be read', () => writeFile(session.tokenFile, 'x')],
    ['any file', () => rm(session.folder, { recursive: true })],
  ])('need not have %s', async (_, spoil) => {
    await spoil()
    expect(await terminate()).toMatchObject({ tokenValidUntil: undefined, left: [] })
    expect(await config()).not.toContain('SESSION')
    expect(await filesIn(join(home.path, '.oci', 'sessions'))).toEqual([])
  })

  test('takes along what a login left that was killed', async () => {
    const aside = join(session.folder, '.next')
    await mkdir(aside)
    for (const name of ['token', 'oci_api_key.pem']) await rename(join(session.folder, name), join(aside, name))
    await editConfig(home, (text) => text.replaceAll('/SESSION/', '/SESSION/.next/'))
    for (const name of ['oci_api_key.pem', 'token.new', '.next/token.new'])
      await writeFile(join(session.folder, name), 'x')
    await terminate()
    expect(await filesIn(join(home.path, '.oci', 'sessions'))).toEqual([])
  })
})

describe('what stays', () => {
  test('files that are no part of a session, and a folder that another program calls .next', async () => {
    await mkdir(join(session.folder, '.next', 'cache'), { recursive: true })
    for (const name of ['notes.txt', '.next/index.html']) await writeFile(join(session.folder, name), 'x')
    await terminate()
    expect(await filesIn(session.folder)).toEqual(['.next', 'cache', 'index.html', 'notes.txt'])
  })

  test.each<[string, (session: KeptSession) => string, readonly string[], readonly string[]]>([
    [
      'the files of both, when two profiles are of one session',
      ({ tokenFile, keyFile }) => `security_token_file=${tokenFile}\nkey_file=${keyFile}`,
      ['oci_api_key.pem', 'oci_api_key_public.pem', 'token'],
      ['token', 'oci_api_key.pem'],
    ],
    [
      'a token that another profile names',
      ({ tokenFile }) => `security_token_file=${tokenFile}\nkey_file=~/k.pem`,
      ['token'],
      ['token'],
    ],
    [
      'a key that another profile names, with ~',
      () => `user=u\nkey_file=~/.oci/sessions/SESSION/oci_api_key.pem`,
      ['oci_api_key.pem', 'oci_api_key_public.pem'],
      ['oci_api_key.pem'],
    ],
  ])('%s', async (_, keys, stays, left) => {
    await editConfig(home, (text) => `${text}\n[TWIN]\n${keys(session)}\n`)
    expect((await terminate()).left).toEqual(left.map((name) => join(session.folder, name)))
    expect(await filesIn(session.folder)).toEqual(stays)
    expect(await config()).not.toContain('[SESSION]')
    expect(await config()).toContain('[TWIN]')
  })

  test('a token that another profile names over a symbolic link', async () => {
    const link = join(home.path, 'link')
    await symlink(session.folder, link)
    await editConfig(
      home,
      (text) => `${text}\n[TWIN]\nsecurity_token_file=${link}/token\nkey_file=${link}/oci_api_key.pem\n`,
    )
    await terminate()
    expect(await filesIn(session.folder)).toEqual(['oci_api_key.pem', 'oci_api_key_public.pem', 'token'])
  })

  test('what a symbolic link in the place of the token leads to', async () => {
    const target = join(home.path, 'precious')
    await writeFile(target, 'x')
    await rm(session.tokenFile)
    await symlink(target, session.tokenFile)
    await terminate()
    expect([await readFile(target, 'utf8'), await filesIn(join(home.path, '.oci', 'sessions'))]).toEqual(['x', []])
  })

  test('a key that lies elsewhere', async () => {
    const elsewhere = join(home.path, 'key.pem')
    await rename(session.keyFile, elsewhere)
    await editConfig(home, (text) => text.replace(session.keyFile, elsewhere))
    expect((await terminate()).left).toEqual([elsewhere])
    expect(await readFile(elsewhere, 'utf8')).toContain('PRIVATE KEY')
  })

  test('a key beside a token in a folder that is not called like the profile: it may be that of an API key', async () => {
    const folder = join(home.path, '.oci')
    await rename(session.tokenFile, join(folder, 'token'))
    await editConfig(home, (text) =>
      text.replace(/^[^[]*\[DEFAULT\][^[]*/, '').replaceAll(`${session.folder}/`, `${folder}/`),
    )
    const { removed, left } = await terminate()
    expect([removed, left]).toEqual([[join(folder, 'token')], [join(folder, 'oci_api_key.pem')]])
  })

  test('everything that the name of a profile leads to which somebody wrote by hand', async () => {
    const victim = join(home.path, '.oci', 'victim')
    await mkdir(victim)
    for (const name of ['token', 'oci_api_key.pem']) await writeFile(join(victim, name), 'x')
    await editConfig(home, (text) => text.replace('[SESSION]', '[../victim]'))
    const { removed, left } = await terminate({ profile: '../victim' })
    expect([removed, left]).toEqual([[session.tokenFile], [session.keyFile]])
    expect(await filesIn(victim)).toEqual(['oci_api_key.pem', 'token'])
  })
})

describe('nothing is removed', () => {
  test.each<[string, () => Promise<Partial<TerminateSessionOptions> | void>, object]>([
    ['for an API key', async () => ({ profile: 'DEFAULT' }), { code: 'ERR_SESSION_PROFILE', reason: 'no-session' }],
    [
      'for a token that is inherited',
      async () => {
        await editConfig(home, (text) =>
          text.replace('[DEFAULT]', `[DEFAULT]\nsecurity_token_file=${session.tokenFile}`),
        )
        await updateConfigFile({ file: home.configFile, profile: 'HEIR', set: { user: oci.user } })
        return { profile: 'HEIR' }
      },
      { code: 'ERR_SESSION_PROFILE', reason: 'no-session' },
    ],
    [
      'with an option misspelt',
      async () => ({ keepprofile: true }) as object,
      { message: expect.stringContaining('Did you mean `keepProfile`') },
    ],
  ])('%s', async (_, prepare, expected) => {
    const options = (await prepare()) ?? {}
    const before = await config()
    expect(await rejectionOf(terminate(options))).toMatchObject(expected)
    expect([await config(), await filesIn(session.folder)]).toEqual([
      before,
      ['oci_api_key.pem', 'oci_api_key_public.pem', 'token'],
    ])
  })

  test('while another process writes the session, and from a folder that takes no lock', async () => {
    const lock = join(session.folder, 'token.lock')
    await withFileLock(lock, async () => {
      expect(await rejectionOf(terminate({ lockTimeoutMs: 0 }))).toMatchObject({ code: 'ERR_CONFIG_LOCKED' })
    })
    const failure = (call: DiskCall) => readOnly(session.folder)(call)
    const error = await onFailingDisk(failure, () => rejectionOf(terminate()))
    expect(error).toMatchObject({ code: 'ERR_SESSION_WRITE', cause: { code: 'EROFS' } })
    expect(await filesIn(session.folder)).toEqual(['oci_api_key.pem', 'oci_api_key_public.pem', 'token'])
  })
})

test('the lock of the session is taken before that of the configuration file', async () => {
  const order: string[] = []
  const watch = ({ name, path }: DiskCall): undefined => {
    if (name === 'link' && path.endsWith('.lock')) order.push(path)
  }
  await onFailingDisk(watch, () => terminate())
  expect(order).toEqual([join(session.folder, 'token.lock'), `${home.configFile}.lock`])
})

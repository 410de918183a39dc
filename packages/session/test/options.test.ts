// Options of the wrong kind, and none where one is needed: refused by name before anything is read, asked for or written.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rejectionOf } from '@x-tools/testkit/rejection-of'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  authenticate,
  authenticateWithCredentials,
  exportSession,
  importSession,
  listSessions,
  refreshSession,
  SessionTokenSigner,
  terminateSession,
  validateSession,
} from '../src/index.ts'

let home: string
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), 'options-'))))
afterEach(() => rm(home, { recursive: true }))

type Options = Readonly<Record<string, unknown>>
const place = ['profile', 'configFile', 'homeDirectory']
const opening = [...place, 'tokenLocation', 'region', 'passphrase']
const signer = { sign: async () => ({}) }

/** Each function with options that are right, and those of its options that are texts and switches. */
const CALLS: readonly (readonly [
  string,
  (options: never) => unknown,
  Options,
  readonly string[],
  readonly string[],
])[] = [
  ['refreshSession', refreshSession, { profile: 'A' }, [...place, 'passphrase', 'region'], ['ifNeeded']],
  ['validateSession', validateSession, { profile: 'A' }, [...place, 'passphrase', 'region'], ['local']],
  ['listSessions', listSessions, {}, place.slice(1), []],
  ['terminateSession', terminateSession, { profile: 'A' }, place, ['keepProfile']],
  [
    'exportSession',
    exportSession,
    { profile: 'A', outputFile: '~/a' },
    [...place, 'outputFile', 'region'],
    ['overwrite', 'includePassphrase', 'allowExpired'],
  ],
  [
    'importSession',
    importSession,
    { sessionArchive: '~/a' },
    [...opening, 'sessionArchive', 'keyPassphrase'],
    ['overwrite', 'allowExpired'],
  ],
  [
    'authenticateWithCredentials',
    authenticateWithCredentials,
    { profile: 'A', signer, region: 'phx' },
    [...opening, 'publicKeyFilePath', 'privateKeyFilePath'],
    ['storePassphrase', 'overwrite'],
  ],
  [
    'authenticate',
    authenticate,
    { profile: 'A', onPending: () => {} },
    [...opening, 'tenancyName', 'identityProviderName', 'expectedTenancy'],
    ['storePassphrase', 'overwrite'],
  ],
  [
    'SessionTokenSigner.fromProfile',
    async (options: object) => SessionTokenSigner.fromProfile(options),
    { profile: 'A' },
    [...place, 'passphrase', 'region'],
    [],
  ],
]

describe.each(CALLS)('%s refuses', (_, call, right, texts, switches) => {
  const refusal = async (options: Options): Promise<unknown> =>
    rejectionOf(call({ homeDirectory: home, env: { HOME: home }, ...right, ...options } as never) as Promise<unknown>)

  test.each([...texts, ...switches].flatMap((name) => [7, {}, null].map((value) => [name, value] as const)))(
    '%s: %o',
    async (name, value) => {
      expect(await refusal({ [name]: value })).toMatchObject({
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringContaining(`option \`${name}\` is`),
      })
      expect(await readdir(home)).toEqual([])
    },
  )

  test.each(switches)('a text for %s, which would count as yes', async (name) => {
    const message = `The option \`${name}\` is a string. It has to be true or false.`
    expect(await refusal({ [name]: 'false' })).toMatchObject({ code: 'ERR_INVALID_ARGUMENT', message })
  })

  test('a home directory that is empty, which would be the root of the disk', async () => {
    expect(await refusal({ homeDirectory: '' })).toMatchObject({
      message: 'The option `homeDirectory` is empty. Give it a value, or leave it out.',
    })
  })
})

test.each<[string, (options: never) => Promise<unknown>, object]>([
  ['renewed', refreshSession, {}],
  ['validated', validateSession, {}],
  ['ended', terminateSession, {}],
  ['exported', exportSession, { outputFile: '~/a' }],
  ['opened', authenticateWithCredentials, { signer, region: 'phx' }],
  ['opened with a browser', authenticate, { onPending: () => {} }],
])('no session is %s since nobody named one, whatever the environment names', async (_, call, options) => {
  const env = { HOME: home, OCI_CONFIG_PROFILE: 'A' }
  expect(await rejectionOf(call({ env, profile: undefined, ...options } as never))).toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: 'There is no profile. Pass the name of the session’s profile.',
  })
})

test.each<[string, (options: never) => Promise<unknown>, object]>([
  ['login', authenticate, { onPending: () => {} }],
  ['credential', authenticateWithCredentials, { signer, region: 'phx' }],
])('no key is made by a %s with a passphrase that is empty, which nobody could open', async (_, call, options) => {
  const error = await rejectionOf(call({ profile: 'A', passphrase: '', homeDirectory: home, ...options } as never))
  expect(error).toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: expect.stringContaining('of the new key is empty'),
  })
})

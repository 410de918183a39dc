import { describe, expect, test } from 'vitest'
import {
  ConfigFileNotFoundError,
  ConfigFileUnreadableError,
  FileSystemUnavailableError,
  InvalidKeyFilePathError,
  isConfigError,
  ProfileNotFoundError,
  type ConfigError,
} from './errors.ts'
import { InvalidConfigError } from './invalid-config-error.ts'
import { ConfigParseError } from './parse-error.ts'
import {
  InvalidDeveloperToolConfigurationError,
  InvalidEndpointError,
  InvalidRegionError,
  isRegionError,
  UnknownRegionError,
  UnsafeHostParameterError,
} from '../regions/errors.ts'
import { ConfigLockedError, ConfigWriteError, InvalidProfileEditError } from './write-errors.ts'

const config: readonly ConfigError[] = [
  new ConfigFileNotFoundError('/c'),
  new ConfigFileUnreadableError('/c', 'EACCES'),
  new ConfigLockedError('/c.lock', { pid: 1, host: 'h' }),
  new ConfigParseError('/c', [{ line: 1, reason: 'pem' }]),
  new ConfigWriteError('/c', { cause: new Error('disk') }),
  new FileSystemUnavailableError(),
  new InvalidConfigError([{ field: 'user', kind: 'missing', message: 'it is missing' }]),
  new InvalidKeyFilePathError('/k', '/c', 3),
  new InvalidProfileEditError('wrong'),
  new ProfileNotFoundError('A', '/c', []),
]
const region = [
  new InvalidDeveloperToolConfigurationError('wrong'),
  new InvalidEndpointError('wrong'),
  new InvalidRegionError('wrong'),
  new UnknownRegionError('mars-1'),
  new UnsafeHostParameterError('n'),
]

describe.each([
  ['of the configuration', config, isConfigError, isRegionError],
  ['of regions', region, isRegionError, isConfigError],
] as const)('errors %s', (_, errors, own, other) => {
  test.each(errors.map((error) => [error.name, error] as const))('%s has its name, a code and JSON', (name, error) => {
    expect(error).toBeInstanceOf(Error)
    expect(error.constructor.name).toBe(name)
    expect(error.code).toMatch(/^ERR_[A-Z_]+$/)
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name, code: error.code, message: error.message })
    expect([own(error), other(error)]).toEqual([true, false])
  })

  test('are known by class name and code together, and have one code each', () => {
    const { name, code: ownCode } = errors[0] ?? {}
    expect(own(Object.assign(new Error('of another copy'), { name, code: ownCode }))).toBe(true)
    expect(own({ name, code: ownCode })).toBe(false)
    expect(own(Object.assign(new Error('of another package'), { code: ownCode }))).toBe(false)
    expect(own(Object.assign(new Error('of a later version'), { name, code: errors[1]?.code }))).toBe(false)
    expect(new Set(errors.map(({ code }) => code)).size).toBe(errors.length)
  })
})

const PARSE_REASONS = [
  'no-delimiter',
  'continuation',
  'empty-key',
  'empty-section',
  'unclosed-section',
  'pem',
  'no-section',
  'duplicate-section',
  'duplicate-key',
  'text-after-section',
  'not-text',
] as const
const worded: readonly Error[] = [
  ...config.filter(({ code }) => code !== 'ERR_INVALID_CONFIG' && code !== 'ERR_INVALID_PROFILE_EDIT'),
  ...PARSE_REASONS.map((reason) => new ConfigParseError(undefined, [{ line: 1, reason }])),
  new UnknownRegionError('mars-1'),
  new UnsafeHostParameterError('n'),
]
test.each(worded)('$message has a cause and a remedy, each with a capital and a full stop', ({ message }) => {
  expect(message).toMatch(/^(?:\/c:1: |Line 1: )?[A-Z][^\n]*[^.]\. [A-Z][^\n]*[^.]\.$/)
})

test('what a caller got wrong is a TypeError', () => {
  for (const error of [new InvalidProfileEditError(''), new InvalidEndpointError('')]) {
    expect(error).toBeInstanceOf(TypeError)
  }
})

const said: readonly (readonly [string, Error, string])[] = [
  [
    'a profile among none',
    new ProfileNotFoundError('A', undefined, []),
    'There is no profile "A" in "the configuration". It has no profile. Add one.',
  ],
  [
    'a profile among others',
    new ProfileNotFoundError('A', '/c', ['B']),
    'There is no profile "A" in "/c". Use one of "B".',
  ],
  [
    'a profile among many',
    new ProfileNotFoundError(
      'A',
      '/c',
      Array.from({ length: 21 }, (_, index) => `p${index}`),
    ),
    `There is no profile "A" in "/c". Use one of ${Array.from({ length: 20 }, (_, index) => `"p${index}"`).join(', ')}, ….`,
  ],
  [
    'a profile that is written otherwise',
    new ProfileNotFoundError(' a', '/c', ['B', 'A']),
    'There is no profile " a" in "/c". Did you mean "A"?',
  ],
  [
    'a key in a line that nobody knows',
    new InvalidKeyFilePathError('/k', '/c', undefined),
    'The private key "/k" named by key_file (/c:?) is not a file. Correct the path, or put the key there.',
  ],
  [
    'a key in a line',
    new InvalidKeyFilePathError('/k', '/c', 3),
    'The private key "/k" named by key_file (/c:3) is not a file. Correct the path, or put the key there.',
  ],
  [
    'a failed write with a code',
    new ConfigWriteError('/c', { cause: Object.assign(new Error('disk'), { code: 'ENOSPC' }) }),
    'The file "/c" could not be written (ENOSPC); nothing was changed. Check the permissions and the space of its directory.',
  ],
  [
    'a failed write without',
    new ConfigWriteError('/c', { cause: new Error('disk') }),
    'The file "/c" could not be written (see the cause); nothing was changed. Check the permissions and the space of its directory.',
  ],
  [
    'a failed write that is no error',
    new ConfigWriteError('/c', { cause: { code: 'ENOSPC' } }),
    'The file "/c" could not be written (see the cause); nothing was changed. Check the permissions and the space of its directory.',
  ],
  [
    'a lock of a process',
    new ConfigLockedError('/c.lock', { pid: 1, host: 'h' }),
    'Process 1 on "h" holds the lock "/c.lock". Try again; if that process is gone, delete the lock file.',
  ],
  [
    'a lock of nobody known',
    new ConfigLockedError('/c.lock', undefined),
    'Somebody holds the lock "/c.lock". Try again; if that process is gone, delete the lock file.',
  ],
]
test.each(said)('%s is told in a sentence with the remedy', (_, error, message) => {
  expect(error.message).toBe(message)
})

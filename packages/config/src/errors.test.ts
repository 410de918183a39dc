import { describe, expect, test } from 'vitest'
import {
  ConfigFileNotFoundError,
  ConfigFileUnreadableError,
  FileSystemUnavailableError,
  InvalidArgumentError,
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
} from './regions/errors.ts'
import { ConfigLockedError, ConfigWriteError, InvalidProfileEditError } from './write-errors.ts'

const config: readonly ConfigError[] = [
  new ConfigFileNotFoundError('/c'),
  new ConfigFileUnreadableError('/c', 'EACCES'),
  new ConfigLockedError('/c.lock', { pid: 1, host: 'h' }),
  new ConfigParseError('/c', [{ line: 1, reason: 'pem' }]),
  new ConfigWriteError('/c', { cause: new Error('disk') }),
  new FileSystemUnavailableError(),
  new InvalidArgumentError('wrong'),
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

  test('are known by their code alone, and have one each', () => {
    expect(own({ code: errors[0]?.code })).toBe(true)
    expect([own(null), own('x'), own({ code: 1 }), own(new Error('x'))]).toEqual([false, false, false, false])
    expect(new Set(errors.map(({ code }) => code)).size).toBe(errors.length)
  })
})

test('a wrong argument is a TypeError', () => {
  for (const error of [new InvalidArgumentError(''), new InvalidProfileEditError(''), new InvalidEndpointError('')]) {
    expect(error).toBeInstanceOf(TypeError)
  }
})

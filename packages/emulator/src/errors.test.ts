import { expect, test } from 'vitest'
import { EmulatorOptionError, EmulatorStartError, isEmulatorError } from './errors.ts'

test('an option error is a TypeError that names the option', () => {
  const error = new EmulatorOptionError('host', 'No.')
  expect(error).toBeInstanceOf(TypeError)
  expect(error).toMatchObject({ name: 'EmulatorOptionError', code: 'ERR_EMULATOR_OPTION', option: 'host' })
})

test.each([
  [new EmulatorOptionError('host', 'No.'), true],
  [new EmulatorStartError('No.'), true],
  // From another copy of the package.
  [{ code: 'ERR_EMULATOR_START' }, true],
  [new Error('No.'), false],
  [{ code: 1 }, false],
  [null, false],
  ['ERR_EMULATOR_START', false],
])('tells this package’s errors by their code: %s', (error, expected) => {
  expect(isEmulatorError(error)).toBe(expected)
})

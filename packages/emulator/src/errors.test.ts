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
  [Object.assign(new Error('Of another copy.'), { name: 'EmulatorStartError', code: 'ERR_EMULATOR_START' }), true],
  [Object.assign(new Error('Of another package.'), { code: 'ERR_EMULATOR_START' }), false],
  [Object.assign(new Error('Of another code.'), { name: 'EmulatorStartError', code: 'ERR_EMULATOR_OPTION' }), false],
  [Object.assign(new Error('Of no code.'), { name: 'Error', code: undefined }), false],
  [{ name: 'EmulatorStartError', code: 'ERR_EMULATOR_START' }, false],
  [new Error('No.'), false],
  [{ code: 1 }, false],
  [null, false],
  ['ERR_EMULATOR_START', false],
])('tells this package’s errors by class name and code: %s', (error, expected) => {
  expect(isEmulatorError(error)).toBe(expected)
})

test('their JSON has name, code and sentence, and no cause', () => {
  const option = new EmulatorOptionError('host', 'No.', { cause: new Error('why') })
  expect(JSON.parse(JSON.stringify(option))).toEqual({
    name: 'EmulatorOptionError',
    code: 'ERR_EMULATOR_OPTION',
    message: 'No.',
    option: 'host',
  })
})

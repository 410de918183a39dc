import { expect, test } from 'vitest'
import { errorCode, isSystemError } from './runtime.ts'

const rows: readonly (readonly [string, unknown, string | undefined, boolean])[] = [
  ['an error of the system', Object.assign(new Error('no'), { code: 'ENOENT', syscall: 'open' }), 'ENOENT', true],
  ['an error with a code alone', Object.assign(new Error('no'), { code: 'ERR_X' }), 'ERR_X', false],
  ['an error with a number', Object.assign(new Error('no'), { code: 7, syscall: 'open' }), undefined, false],
  ['an error', new Error('no'), undefined, false],
  ['an object that looks like one', { code: 'ENOENT', syscall: 'open' }, undefined, false],
  ['a text', 'ENOENT', undefined, false],
  ['nothing', undefined, undefined, false],
  ['null', null, undefined, false],
]
test.each(rows)('the code of %s', (_, error, code, isSystem) => {
  expect([errorCode(error), isSystemError(error)]).toEqual([code, isSystem])
})

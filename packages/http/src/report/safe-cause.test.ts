import { describe, expect, test } from 'vitest'
import { safeCause } from './safe-cause.ts'

describe('a cause', () => {
  test('keeps its name, message and what the system says of it, redacted and printable', () => {
    const error = Object.assign(new TypeError('a\u001b[2J Bearer hunter2x'), {
      code: 'E\u202e',
      errno: -111,
      syscall: 'connect',
      hostname: 'h?token=hunter2',
      address: '127.0.0.1',
      port: 1,
      reason: 'r',
      host: 'h',
      config: 'hunter2',
      address2: {},
    })
    const copy = safeCause(error)
    expect(copy).toBeInstanceOf(Error)
    expect({ ...copy, name: copy?.name, message: copy?.message }).toEqual({
      name: 'TypeError',
      message: 'a\\u001b[2J Bearer <redacted>',
      code: 'E\\u202e',
      errno: -111,
      syscall: 'connect',
      hostname: 'h?token=<redacted>',
      address: '127.0.0.1',
      port: 1,
      reason: 'r',
      host: 'h',
    })
    expect(Object.hasOwn(copy ?? {}, 'cause')).toBe(false)
  })

  test('keeps nothing that is neither text nor a number', () => {
    expect({
      ...safeCause(Object.assign(new Error('x'), { code: { a: 'hunter2' }, port: undefined, host: true })),
    }).toEqual({})
  })

  test.each([undefined, null, 'text', { message: 'x' }])('that is no error is none: %o', (value) => {
    expect(safeCause(value)).toBeUndefined()
  })

  test('is followed five errors deep', () => {
    let error = new Error('0')
    for (let level = 1; level < 9; level++) error = new Error(String(level), { cause: error })
    const messages: unknown[] = []
    for (let link: unknown = safeCause(error); link instanceof Error; link = link.cause) messages.push(link.message)
    expect(messages).toEqual(['8', '7', '6', '5', '4'])
  })

  test('is followed through four errors of axios, and no further', () => {
    const wrapped = (levels: number): Error => {
      let error = new Error('inner')
      for (let level = 0; level < levels; level++)
        error = Object.assign(new Error('axios', { cause: error }), { isAxiosError: true })
      return error
    }
    expect(safeCause(wrapped(4))?.message).toBe('inner')
    expect(safeCause(wrapped(5))).toBeUndefined()
    expect(safeCause(new Error('outer', { cause: wrapped(3) }))?.cause).toMatchObject({ message: 'inner' })
    expect(safeCause(new Error('outer', { cause: wrapped(4) }))?.cause).toBeUndefined()
  })

  test('of several addresses is the first, unless there is another', () => {
    const first = new Error('first')
    const several = new AggregateError([first, new Error('second')], 'several')
    expect(safeCause(several)?.cause).toMatchObject({ message: 'first' })
    several.cause = new Error('own')
    expect(safeCause(several)?.cause).toMatchObject({ message: 'own' })
  })

  test('of axios is what axios wraps', () => {
    const axios = Object.assign(new Error('axios', { cause: new Error('inner') }), { isAxiosError: true })
    expect(safeCause(axios)?.message).toBe('inner')
    expect(safeCause(Object.assign(new Error('axios'), { isAxiosError: true }))?.message).toBe('axios')
    expect(safeCause(new Error('other', { cause: new Error('inner') }))?.message).toBe('other')
  })
})

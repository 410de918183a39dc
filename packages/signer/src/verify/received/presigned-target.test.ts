import { describe, expect, test } from 'vitest'
import { unpresign } from './presigned-target.ts'

describe('authorization and date come out of a query', () => {
  test.each([
    ['alone', '/a?authorization=s%201&date=d%2C', { target: '/a', authorization: 's 1', date: 'd,' }],
    ['the other way round', '/a?date=d&authorization=s', { target: '/a', authorization: 's', date: 'd' }],
    ['among others', '/a?x=1&authorization=s&y&date=d&z=', { target: '/a?x=1&y&z=', authorization: 's', date: 'd' }],
    ['with "+" for a space', '/a?authorization=s+1+2&date=d+1', { target: '/a', authorization: 's 1 2', date: 'd 1' }],
    ['with an encoded plus', '/a?authorization=s%2B&date=d', { target: '/a', authorization: 's+', date: 'd' }],
    ['with a second question mark', '/a?b?&authorization=s&date=d', { target: '/a?b?', authorization: 's', date: 'd' }],
    ['empty', '/a?authorization=&date=', { target: '/a', authorization: '', date: '' }],
    [
      'beside names that only begin or end alike',
      '/a?authorizations=1&xdate=2&date=d&authorization=s',
      { target: '/a?authorizations=1&xdate=2', authorization: 's', date: 'd' },
    ],
  ])('%s', (_, target, expected) => expect(unpresign(target)).toEqual(expected))
})

describe('nothing comes out', () => {
  test.each([
    ['of a target without a query', '/a'],
    ['of a path that looks like a query', '/a&authorization=s&date=d'],
    ['without a date', '/a?authorization=s'],
    ['without an authorization', '/a?date=d'],
    ['of a bare name', '/a?authorization&date=d'],
    ['of another bare name', '/a?authorization=s&date'],
    ['of two dates', '/a?authorization=s&date=d&date=d'],
    ['of two authorizations', '/a?authorization=s&date=d&authorization=t'],
    ['of a broken escape in the date', '/a?authorization=s&date=%E0%A4%A'],
    ['of a broken escape in the authorization', '/a?authorization=%zz&date=d'],
  ])('%s', (_, target) => expect(unpresign(target)).toBeUndefined())
})

import { describe, expect, test } from 'vitest'
import { createCallerSigners } from './create-caller-signers.ts'
import { callerInputs } from './inputs.ts'

const exchange = { domainUrl: 'https://idcs-1.identity.oraclecloud.com', clientId: 'id', clientSecret: 'secret' }
const delegation = { principal: 'instance' } as const

describe('the signers of callers', () => {
  test('are made of an exchange or of a delegation, 1000 at most by default', () => {
    expect(callerInputs({ exchange })).toEqual({ exchange, maxEntries: 1000 })
    expect(callerInputs({ delegation, maxEntries: 1 })).toEqual({ delegation, maxEntries: 1 })
    expect(callerInputs({ delegation: { principal: 'resource' } })).toMatchObject({
      delegation: { principal: 'resource' },
    })
  })

  test.each<[string, object, string | RegExp]>([
    ['neither', {}, 'createCallerSigners lacks exchange or delegation. Pass it.'],
    ['both', { exchange, delegation }, /^There is an exchange beside a delegation/],
    ['no room', { exchange, maxEntries: 0 }, /^maxEntries is no whole number above 0/],
    ['room for half a caller', { exchange, maxEntries: 1.5 }, /^maxEntries/],
    ['room for all', { exchange, maxEntries: Infinity }, /^maxEntries/],
    ['room in words', { exchange, maxEntries: '10' }, /^maxEntries/],
    ['a subject token for all', { exchange: { ...exchange, subjectToken: 'eyJ' } }, /"subjectToken"/],
    ['an option misspelt', { exchange, max_entries: 3 }, /Did you mean `maxEntries`/],
    ['an option of the exchange misspelt', { exchange: { ...exchange, client_id: 'x' } }, /Did you mean `clientId`/],
    ['nobody who acts', { delegation: {} }, /^delegation\.principal is neither/],
    ['a user who acts', { delegation: { principal: 'user' } }, /^delegation\.principal is neither/],
    ['a text for a principal', { delegation: 'instance' }, /^delegation\.principal is neither/],
    ['a token for all', { delegation: { ...delegation, delegationToken: 'x' } }, /"delegationToken"/],
    [
      'an option of the instance misspelt',
      { delegation: { ...delegation, federation_endpoint: 'x' } },
      /federationEndpoint/,
    ],
    [
      'an exchange without a client',
      { exchange: { domainUrl: exchange.domainUrl } },
      /lacks clientId and clientSecret/,
    ],
    [
      'an exchange over plain http',
      { exchange: { ...exchange, domainUrl: 'http://example.com' } },
      /^domainUrl is not/,
    ],
    ['a region that is none', { exchange: { ...exchange, region: 'a/b' } }, /region/],
  ])('are not made of %s, and that is told at once', (_, options, message) => {
    expect(() => createCallerSigners(options as never)).toThrow(message)
  })
})

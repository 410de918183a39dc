import * as fc from 'fast-check'
import { generateSessionKey } from '@x/signer/principal'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { describe, expect, test } from 'vitest'
import { tokenExchangeInputs } from './inputs.ts'
import { exchangeForm } from './messages.ts'

const signer = { sign: () => Promise.reject(new Error('not asked')) }
const whole = {
  domainUrl: 'https://idcs-1.identity.oraclecloud.com',
  subjectToken: 'x',
  clientId: 'id',
  clientSecret: 's',
}

describe('what a token exchange needs', () => {
  test.each<[change: object, names: readonly string[]]>([
    [{ domainUrl: undefined }, ['domainUrl']],
    [{ domainUrl: '' }, ['domainUrl']],
    [{ subjectToken: undefined }, ['subjectToken']],
    [{ subjectToken: null }, ['subjectToken']],
    [{ clientId: undefined }, ['clientId']],
    [{ clientSecret: '' }, ['clientSecret']],
    [{ clientSecret: {} as string }, ['clientSecret']],
    [{ clientId: 5 as never }, ['clientId']],
    [{ clientId: undefined, clientSecret: undefined }, ['clientId and clientSecret, or signer']],
    [{ clientId: undefined, clientSecret: undefined, signer: {} }, ['clientId and clientSecret, or signer']],
    [{ requestedTokenType: 'rpst' }, ['resType']],
    [
      {
        domainUrl: undefined,
        subjectToken: undefined,
        clientId: undefined,
        clientSecret: undefined,
        requestedTokenType: 'rpst',
      },
      ['domainUrl', 'subjectToken', 'clientId and clientSecret, or signer', 'resType'],
    ],
  ])('is named where it is missing, all at once: %o', (change, names) => {
    expect(() => tokenExchangeInputs({ ...whole, ...change })).toThrow(
      expect.objectContaining({ code: 'ERR_MISSING_INPUT', names }) as Error,
    )
  })

  test('a client is authenticated by id and secret, in UTF-8', () => {
    const { authorization } = tokenExchangeInputs({ ...whole, clientSecret: 'ü:€' })
    expect(Buffer.from(String(authorization).slice('Basic '.length), 'base64').toString()).toBe('id:ü:€')
  })

  test('a signer that is null is none', () => {
    expect(tokenExchangeInputs({ ...whole, signer: null as never }).authorization).toMatch(/^Basic /)
  })

  test('a signer is authenticated by its signature alone', () => {
    const { domainUrl, subjectToken } = whole
    expect(tokenExchangeInputs({ domainUrl, subjectToken, signer })).toMatchObject({ authorization: undefined, signer })
  })

  test.each([
    [{ signer }, /a client beside a signer/],
    [{ clientId: 'a:b' }, /clientId has a colon/],
    [{ requestedTokenType: 'UPST' as never }, /neither 'upst' nor 'rpst'/],
  ])('%o is refused', (change, message) => {
    expect(() => tokenExchangeInputs({ ...whole, ...change })).toThrow(message)
  })
})

describe('the address of the domain', () => {
  const originOf = (domainUrl: string | URL): string => tokenExchangeInputs({ ...whole, domainUrl }).domain.origin

  test.each([
    ['https://idcs-1.identity.oraclecloud.com', 'https://idcs-1.identity.oraclecloud.com'],
    ['https://idcs-1.identity.oraclecloud.com///', 'https://idcs-1.identity.oraclecloud.com'],
    ['https://idcs-1.identity.oraclecloud.com:443', 'https://idcs-1.identity.oraclecloud.com'],
    ['https://idcs-1.identity.oraclecloud.com/oauth2/v1/token', 'https://idcs-1.identity.oraclecloud.com'],
    ['https://h:8443/oauth2/v1/token/', 'https://h:8443'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost', 'http://localhost'],
    ['http://[::1]:1', 'http://[::1]:1'],
  ])('%s leads to %s', (given, expected) => expect(originOf(given)).toBe(expected))

  test.each([
    'idcs-1',
    'http://idcs-1.identity.oraclecloud.com',
    'http://169.254.169.254',
    'http://localhost.evil.com',
    'http://127.0.0.1.evil.com',
    'https://h/ui/v1/adminconsole',
    'https://h/?tenant=x',
    'https://h/#x',
    'https://user:secret@h',
    'ftp://h',
    ' ',
  ])('%j is refused, without repeating it', (given) => {
    expect(() => originOf(given)).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringMatching(/^domainUrl is not the https address of an identity domain/) as string,
      }) as Error,
    )
  })

  test('is an origin or refused, whatever is given', () => {
    const outcomeOf = (given: string): string => {
      try {
        return originOf(given)
      } catch (error) {
        return String((error as { code: string }).code)
      }
    }
    const addresses = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.string().map((text) => `https://h/${text}`),
    )
    fc.assert(
      fc.property(addresses, (given) => {
        expect(outcomeOf(given)).toMatch(/^(?:https?:\/\/[^/?#@\s]+|ERR_INVALID_ARGUMENT|ERR_MISSING_INPUT)$/)
      }),
      { numRuns: fuzzRuns(500) },
    )
  })
})

test('the form has what the domain asks for, and no more than was given', async () => {
  const key = await generateSessionKey()
  const base = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: 'token',
    subject_token_type: 'jwt',
    public_key: Buffer.from(key.publicKey).toString('base64'),
  }
  const sent = (form: object): object => JSON.parse(JSON.stringify(form)) as object
  expect(sent(exchangeForm({}, 'token', key))).toEqual({ ...base, requested_token_type: 'urn:oci:token-type:oci-upst' })
  const all = { requestedTokenType: 'rpst', resType: 'r', rpstExp: 30, appId: 'a', subjectTokenType: 'saml' } as const
  expect(sent(exchangeForm(all, 'token', key))).toEqual({
    ...base,
    requested_token_type: 'urn:oci:token-type:oci-rpst',
    subject_token_type: 'saml',
    res_type: 'r',
    rpst_exp: '30',
    app_id: 'a',
  })
})

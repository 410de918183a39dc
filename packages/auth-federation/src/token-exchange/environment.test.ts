import * as fc from 'fast-check'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { describe, expect, test } from 'vitest'
import { tokenExchangeFromEnvironment } from './environment.ts'

const P = 'OCI_TOKEN_EXCHANGE_'
const DOMAIN = {
  [`${P}DOMAIN_URL`]: 'https://idcs-1.identity.oraclecloud.com',
  [`${P}CLIENT_ID`]: 'id',
  [`${P}CLIENT_SECRET`]: 'secret',
}
const FILE = { [`${P}SUBJECT_TOKEN_FILE`]: '/a/token' }
const GITHUB = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://g/', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'b' }
const whole = { ...DOMAIN, ...FILE }
const source = [`${P}SUBJECT_TOKEN_FILE or ${P}SUBJECT_TOKEN_ENV or ${P}AUDIENCE`]

describe('the environment describes a token exchange', () => {
  test('with a file, the whole set', () => {
    const more = { [`${P}TOKEN_TYPE`]: 'rpst', [`${P}RES_TYPE`]: 'r', [`${P}RPST_EXP`]: '30', [`${P}REGION`]: ' phx ' }
    const env = { ...whole, ...more, [`${P}SUBJECT_TOKEN_TYPE`]: 'saml' }
    expect(tokenExchangeFromEnvironment(env)).toEqual({
      domainUrl: 'https://idcs-1.identity.oraclecloud.com',
      clientId: 'id',
      clientSecret: 'secret',
      subjectToken: { file: '/a/token' },
      subjectTokenType: 'saml',
      requestedTokenType: 'rpst',
      resType: 'r',
      rpstExp: '30',
      region: 'us-phoenix-1',
      env,
    })
  })

  test.each<[env: object, subjectToken: object]>([
    [{ ...DOMAIN, [`${P}SUBJECT_TOKEN_ENV`]: 'OCI_ID_TOKEN' }, { env: 'OCI_ID_TOKEN' }],
    [{ ...DOMAIN, ...GITHUB, [`${P}AUDIENCE`]: 'a' }, { githubActions: { audience: 'a' } }],
    // GitHub's runner sets its own variables for every job that may ask.
    [{ ...whole, ...GITHUB }, { file: '/a/token' }],
  ])('%o takes its subject token from %o', (env, subjectToken) => {
    expect(tokenExchangeFromEnvironment(env as Record<string, string>)).toMatchObject({
      subjectToken,
      requestedTokenType: 'upst',
    })
  })

  test.each([{}, GITHUB, { [`${P}DOMAIN_URL`]: '' }, { [`${P}CLIENT_ID`]: ' ' }, { [`${P}OTHER`]: 'x' }])(
    'not at all with %o',
    (env) => {
      expect(() => tokenExchangeFromEnvironment(env)).toThrow(
        expect.objectContaining({ code: 'ERR_CREDENTIAL_UNAVAILABLE' }) as Error,
      )
    },
  )

  test.each<[change: Record<string, string | undefined>, names: readonly string[]]>([
    [{ [`${P}DOMAIN_URL`]: undefined }, [`${P}DOMAIN_URL`]],
    [{ [`${P}CLIENT_ID`]: '' }, [`${P}CLIENT_ID`]],
    [{ [`${P}CLIENT_SECRET`]: ' ' }, [`${P}CLIENT_SECRET`]],
    [{ [`${P}SUBJECT_TOKEN_FILE`]: undefined }, source],
    [{ [`${P}TOKEN_TYPE`]: 'rpst' }, [`${P}RES_TYPE`]],
    [
      { [`${P}SUBJECT_TOKEN_FILE`]: undefined, [`${P}AUDIENCE`]: 'a' },
      ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
    ],
    [
      { [`${P}DOMAIN_URL`]: undefined, [`${P}CLIENT_SECRET`]: undefined, [`${P}SUBJECT_TOKEN_FILE`]: undefined },
      [`${P}DOMAIN_URL`, `${P}CLIENT_SECRET`, ...source],
    ],
  ])('in part, and all that is missing is named: %o', (change, names) => {
    expect(() => tokenExchangeFromEnvironment({ ...whole, ...change })).toThrow(
      expect.objectContaining({ code: 'ERR_MISSING_INPUT', names }) as Error,
    )
  })

  test.each([
    [{ [`${P}AUDIENCE`]: 'a', ...GITHUB }, `${P}SUBJECT_TOKEN_FILE and ${P}AUDIENCE both`],
    [{ [`${P}SUBJECT_TOKEN_ENV`]: 'X' }, `${P}SUBJECT_TOKEN_FILE and ${P}SUBJECT_TOKEN_ENV both`],
  ])('in two ways, which is refused: %o', (more, start) => {
    expect(() => tokenExchangeFromEnvironment({ ...whole, ...more })).toThrow(
      expect.objectContaining({
        code: 'ERR_SUBJECT_TOKEN',
        reason: 'ambiguous',
        message: expect.stringContaining(start) as string,
      }) as Error,
    )
  })

  test.each([
    [`${P}DOMAIN_URL`, 'http://domain.example', 'is not the https address of an identity domain'],
    [`${P}REGION`, 'gar bage', 'is no region'],
  ])('with a %s that cannot be used, which is refused by its name', (name, value, says) => {
    expect(() => tokenExchangeFromEnvironment({ ...whole, [name]: value })).toThrow(`${name} ${says}`)
  })

  test('with a type that there is not, which is refused', () => {
    expect(() => tokenExchangeFromEnvironment({ ...whole, [`${P}TOKEN_TYPE`]: 'UPST' })).toThrow(
      /TOKEN_TYPE is neither upst nor rpst/,
    )
  })

  test('or it does not, and says so by an error of its own: whatever it holds', () => {
    const names = [...Object.keys({ ...whole, ...GITHUB }), `${P}AUDIENCE`, `${P}TOKEN_TYPE`, `${P}RES_TYPE`]
    const values = fc.option(fc.constantFrom('', ' ', 'upst', 'rpst', 'x\r\ny'), { nil: undefined })
    const environments = fc.record(Object.fromEntries(names.map((name) => [name, values])))
    const outcomeOf = (env: Record<string, string | undefined>): string => {
      try {
        const { domainUrl, clientId, clientSecret } = tokenExchangeFromEnvironment(env)
        return [domainUrl, clientId, clientSecret].every(Boolean) ? 'whole' : 'half'
      } catch (error) {
        return String((error as { code: string }).code)
      }
    }
    const outcomes = /^(?:whole|ERR_(?:CREDENTIAL_UNAVAILABLE|MISSING_INPUT|SUBJECT_TOKEN|INVALID_ARGUMENT))$/
    fc.assert(
      fc.property(environments, (env) => outcomes.test(outcomeOf(env))),
      { numRuns: fuzzRuns(500) },
    )
  })
})

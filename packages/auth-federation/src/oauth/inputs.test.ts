import { generateSessionKey } from '@x/signer/principal'
import { describe, expect, test } from 'vitest'
import { endpointIn, oauthInputs, oauthTokenEndpoint } from './inputs.ts'
import { oauthRequestBody } from './messages.ts'

const signer = { sign: () => Promise.reject(new Error('not asked')) }
const whole = { signer, scope: 'all', targetCompartment: 'ocid1.compartment.oc1..a' }

describe('what a scoped exchange needs', () => {
  test.each([
    [{ signer: undefined }, ['signer']],
    [{ signer: {} as never }, ['signer']],
    [{ scope: undefined }, ['scope']],
    [{ scope: ' ' }, ['scope']],
    [{ scope: 7 as never }, ['scope']],
    [{ targetCompartment: undefined }, ['targetCompartment']],
    [{ targetCompartment: '' }, ['targetCompartment']],
    [{ signer: undefined, scope: undefined, targetCompartment: undefined }, ['signer', 'scope', 'targetCompartment']],
  ])('is named where it is missing, all at once: %o', (change, names) => {
    expect(() => oauthInputs({ ...whole, ...change } as typeof whole)).toThrow(
      expect.objectContaining({ code: 'ERR_MISSING_INPUT', names }) as Error,
    )
  })
})

describe('the endpoint', () => {
  test.each([
    ['https://auth.example.com', 'https://auth.example.com/v1/oauth2/scoped'],
    ['https://auth.example.com/', 'https://auth.example.com/v1/oauth2/scoped'],
    ['https://auth.example.com/other', 'https://auth.example.com/other'],
  ])('%s is %s', (given, expected) => expect(oauthTokenEndpoint(given).href).toBe(expected))

  test.each(['auth.example.com', 'ftp://h', 'https://h/?a=b', 'https://u:p@h', ''])('%j is none', (given) => {
    expect(() => oauthTokenEndpoint(given)).toThrow(/^oauthTokenEndpoint is not an absolute http or https address/)
  })

  test.each([
    ['phx', {}, 'https://auth.us-phoenix-1.oraclecloud.com/v1/oauth2/scoped'],
    [' US-Phoenix-1 ', {}, 'https://auth.us-phoenix-1.oraclecloud.com/v1/oauth2/scoped'],
    ['us-gov-phoenix-1', {}, 'https://auth.us-gov-phoenix-1.oraclegovcloud.com/v1/oauth2/scoped'],
    ['phx', { OCI_SDK_AUTH_CLIENT_REGION_URL: 'auth.test' }, 'https://auth.test/v1/oauth2/scoped'],
  ])('in the region %s with %o is %s', async (region, env, expected) => {
    expect((await endpointIn(region, { HOME: '/nowhere', ...env }, undefined)).href).toBe(expected)
  })

  test('without a region is nowhere', async () => {
    await expect(endpointIn(undefined, {}, undefined)).rejects.toMatchObject({
      code: 'ERR_MISSING_INPUT',
      names: ['region'],
    })
  })
})

test('the request has the public key as DER in base64, without a frame', async () => {
  const key = await generateSessionKey()
  expect(oauthRequestBody(whole, key)).toEqual({
    scope: 'all',
    target_compartment: whole.targetCompartment,
    public_key: Buffer.from(key.publicKey).toString('base64'),
  })
})

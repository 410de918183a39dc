import { describe, expect, test } from 'vitest'
import { authEndpoint, canonicalRegion } from './inputs.ts'

const HOME = { HOME: '/nowhere' }

describe('the region of an instance', () => {
  test.each([
    ['phx', 'us-phoenix-1'],
    [' IAD\n', 'us-ashburn-1'],
    ['EU-Frankfurt-1', 'eu-frankfurt-1'],
    ['xx-new-1', 'xx-new-1'],
  ])('%j is %s', (regionId, expected) => {
    expect(canonicalRegion({ regionId, realmDomain: undefined })).toEqual({
      regionId: expected,
      realmDomain: undefined,
    })
    expect(canonicalRegion({ regionId, realmDomain: 'a.b' })).toEqual({ regionId: expected, realmDomain: 'a.b' })
  })
})

describe('the auth service', () => {
  test.each([
    ['us-phoenix-1', undefined, {}, 'https://auth.us-phoenix-1.oraclecloud.com/v1/x509'],
    ['us-gov-ashburn-1', undefined, {}, 'https://auth.us-gov-ashburn-1.oraclegovcloud.com/v1/x509'],
    ['xx-new-1', 'new-realm.example', {}, 'https://auth.xx-new-1.new-realm.example/v1/x509'],
    ['xx-new-1', undefined, { OCI_DEFAULT_REALM: 'default.example' }, 'https://auth.xx-new-1.default.example/v1/x509'],
    ['us-phoenix-1', undefined, { OCI_SDK_AUTH_CLIENT_REGION_URL: ' auth.test ' }, 'https://auth.test/v1/x509'],
    ['us-phoenix-1', 'a.b', { OCI_SDK_AUTH_CLIENT_REGION_URL: 'http://[::1]:8080/' }, 'http://[::1]:8080/v1/x509'],
    ['us-phoenix-1', 'a.b', { OCI_SDK_AUTH_CLIENT_REGION_URL: 'HTTP://auth.test' }, 'http://auth.test/v1/x509'],
    [
      'us-phoenix-1',
      undefined,
      { OCI_SDK_AUTH_CLIENT_REGION_URL: ' ' },
      'https://auth.us-phoenix-1.oraclecloud.com/v1/x509',
    ],
  ])('of %s (%s, %j) is %s', async (regionId, realmDomain, env, expected) => {
    expect((await authEndpoint({ regionId, realmDomain }, { ...HOME, ...env })).href).toBe(expected)
  })

  test.each([
    'https://auth.test/v1/x509',
    'https://',
    'auth.test/path',
    'ftp://auth.test',
    'auth.test?a=1',
    'u@auth.test',
    'auth.test#a',
  ])('is not at %j', async (address) => {
    const env = { ...HOME, OCI_SDK_AUTH_CLIENT_REGION_URL: address }
    await expect(authEndpoint({ regionId: 'us-phoenix-1', realmDomain: undefined }, env)).rejects.toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      message: expect.stringContaining('OCI_SDK_AUTH_CLIENT_REGION_URL'),
    })
  })

  test('is in no region that cannot be part of a host name', async () => {
    await expect(authEndpoint({ regionId: 'evil.example/', realmDomain: undefined }, HOME)).rejects.toMatchObject({
      code: 'ERR_INVALID_REGION',
    })
  })
})

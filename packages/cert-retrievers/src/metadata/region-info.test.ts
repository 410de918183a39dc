import { expect, test } from 'vitest'
import { parseRegion, parseRegionInfo } from './region-info.ts'

const PHOENIX = {
  realmKey: 'oc1',
  realmDomainComponent: 'oraclecloud.com',
  regionKey: 'PHX',
  regionIdentifier: 'us-phoenix-1',
}

test.each([
  ['all of it', PHOENIX, ['us-phoenix-1', 'oraclecloud.com', 'oc1', 'phx']],
  [
    'upper case and spaces',
    { ...PHOENIX, regionIdentifier: ' US-Phoenix-1\n' },
    ['us-phoenix-1', 'oraclecloud.com', 'oc1', 'phx'],
  ],
  ['an identifier alone', { regionIdentifier: 'x-1' }, ['x-1', undefined, undefined, undefined]],
  ['no identifier', { ...PHOENIX, regionIdentifier: undefined }, undefined],
  ['an identifier that is no host name', { ...PHOENIX, regionIdentifier: 'a/b' }, undefined],
  ['an identifier with an address in it', { ...PHOENIX, regionIdentifier: 'evil.example/#' }, undefined],
  ['a domain that is none', { ...PHOENIX, realmDomainComponent: 'a.com/x' }, undefined],
  ['a list', ['us-phoenix-1'], undefined],
  ['null', null, undefined],
] as const)('region info with %s', (_, json, expected) => {
  const region = parseRegionInfo(JSON.stringify(json))
  expect(region && [region.regionId, region.realmDomain, region.realmKey, region.regionKey]).toEqual(expected)
})

test.each([
  ['phx', 'phx'],
  [' us-ashburn-1\r\n', 'us-ashburn-1'],
  ['EU-Frankfurt-1', 'eu-frankfurt-1'],
  ['', undefined],
  ['<html>', undefined],
  ['a b', undefined],
  ['a..b', undefined],
])('the region %j is %j', (text, regionId) => {
  expect(parseRegion(text)?.regionId).toBe(regionId)
  expect(parseRegionInfo(text)).toBeUndefined()
})

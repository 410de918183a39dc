import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { REGIONS_AS_OF } from './region-data.ts'
import { realms, regionFromCode, regions } from './region.ts'

/** Realm → domain and number of regions, as published. */
const PUBLISHED: readonly (readonly [string, string, number])[] = [
  ['oc1', 'oraclecloud.com', 46],
  ['oc2', 'oraclegovcloud.com', 2],
  ['oc3', 'oraclegovcloud.com', 3],
  ['oc4', 'oraclegovcloud.uk', 2],
  ['oc8', 'oraclecloud8.com', 2],
  ['oc9', 'oraclecloud9.com', 2],
  ['oc10', 'oraclecloud10.com', 1],
  ['oc14', 'oraclecloud14.com', 6],
  ['oc15', 'oraclecloud15.com', 1],
  ['oc19', 'oraclecloud.eu', 2],
  ['oc20', 'oraclecloud20.com', 1],
  ['oc21', 'oraclecloud21.com', 2],
  ['oc23', 'oraclecloud23.com', 2],
  ['oc24', 'oraclecloud24.com', 2],
  ['oc26', 'oraclecloud26.com', 2],
  ['oc29', 'oraclecloud29.com', 2],
  ['oc35', 'oraclecloud35.com', 3],
  ['oc42', 'oraclecloud42.com', 2],
  ['oc51', 'oraclecloud51.com', 1],
  ['oc52', 'oraclecloud52.com', 1],
]

test('there are 20 realms and 85 regions with 85 codes', () => {
  expect([realms.length, regions.length]).toEqual([20, 85])
  expect(new Set(regions.map(({ code }) => code)).size).toBe(85)
  expect(new Set(regions.map(({ id }) => id)).size).toBe(85)
  expect(REGIONS_AS_OF).toMatch(/^\d{4}-\d{2}-\d{2}$/)
})

test.each(PUBLISHED)('realm %s has the domain %s and %i regions', (id, secondLevelDomain, count) => {
  expect(realms).toContainEqual({ id, secondLevelDomain })
  const members = regions.filter(({ realm }) => realm === id)
  expect(members).toHaveLength(count)
  expect(members.every((region) => region.secondLevelDomain === secondLevelDomain)).toBe(true)
})

test('nothing can change them', () => {
  expect([Object.isFrozen(regions), Object.isFrozen(realms)]).toEqual([true, true])
  expect([...regions, ...realms].every((each) => Object.isFrozen(each))).toBe(true)
})

test.each([
  ['phx', 'us-phoenix-1'],
  ['PHX', 'us-phoenix-1'],
  ['us-phoenix-1', 'us-phoenix-1'],
  [' US-Phoenix-1\n', 'us-phoenix-1'],
  ['beg', 'eu-jovanovac-1'],
  ['hnw', 'sa-riodejaneiro-1'],
  ['xyz', undefined],
  ['', undefined],
  ['constructor', undefined],
])('%j is the region %s', (value, id) => {
  expect(regionFromCode(value)?.id).toBe(id)
})

describe('the generated table', () => {
  const script = fileURLToPath(new URL('../../scripts/generate-regions.mjs', import.meta.url))

  test('is what its script makes', async () => {
    await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' })
  })
})

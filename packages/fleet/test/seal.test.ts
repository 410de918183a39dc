// What lies in the store opens with its key, for its owner, unaltered, or not at all.
import fc from 'fast-check'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { beforeAll, expect, test } from 'vitest'
import { open, seal, type Owner } from '../src/credentials/seal.ts'
import { ownKey, sealingKey, type SealingKey } from '../src/credentials/sealing-keys.ts'

const OWNER: Owner = { user: 'ocid1.user.oc1..a', principal: 'token-exchange', source: 'token exchange at domain' }
const UNTIL = 1_800_000_000_000
const SECRET = new TextEncoder().encode('the token and its key')

let key: SealingKey
let other: SealingKey
beforeAll(async () => {
  key = await sealingKey('key', new Uint8Array(32).fill(1))
  other = await sealingKey('key', async () => new Uint8Array(32).fill(2))
})

const entryOf = (): Promise<string> => seal(key.key, OWNER, { bytes: SECRET, until: UNTIL })

test('opens what was sealed, and says until when it serves', async () => {
  expect(await open(key.key, OWNER, await entryOf())).toEqual({ bytes: SECRET, until: UNTIL })
})

test('is never the same twice, and shows nothing of what is in it', async () => {
  const [one, two] = [await entryOf(), await entryOf()]
  expect(one).not.toBe(two)
  expect(one).not.toContain(btoa('the token and its key').slice(0, 8))
})

test('does not open with another key', async () => {
  expect(await open(other.key, OWNER, await entryOf())).toBeUndefined()
})

test.each<Partial<Owner>>([
  { user: 'ocid1.user.oc1..b' },
  { principal: 'user' },
  { source: 'token exchange at another domain' },
])('does not open for %j', async (changed) => {
  expect(await open(key.key, { ...OWNER, ...changed }, await entryOf())).toBeUndefined()
})

test.each([UNTIL + 1, UNTIL - 1, 0, -1])('does not open when its end was set to %d', async (until) => {
  const [version, , ...rest] = (await entryOf()).split('.')
  expect(await open(key.key, OWNER, [version, String(until), ...rest].join('.'))).toBeUndefined()
})

test.each([['1e3'], ['01800000000000'], [''], ['NaN'], [' 1800000000000']])(
  'does not open when its end is spelled %j',
  async (until) => {
    const [version, , ...rest] = (await entryOf()).split('.')
    expect(await open(key.key, OWNER, [version, until, ...rest].join('.'))).toBeUndefined()
  },
)

test('does not open with one character changed, missing or more, whichever it is', async () => {
  const entry = await entryOf()
  const property = fc.asyncProperty(
    fc.nat(entry.length - 1),
    fc.constantFrom('', 'A', 'B', '/', '.', '0', '1', '\u0000', 'AA'),
    async (at, put) => {
      const changed = entry.slice(0, at) + put + entry.slice(at + 1)
      const opened = await open(key.key, OWNER, changed)
      // The last character of base64 may have bits that count for nothing: it is opened to the same.
      expect([changed === entry ? 'opened' : undefined, { bytes: SECRET, until: UNTIL }]).toContainEqual(opened)
    },
  )
  await fc.assert(property, { numRuns: fuzzRuns(300) })
})

test('takes any text for what it is, and never throws', async () => {
  const property = fc.asyncProperty(
    fc.oneof(
      fc.string(),
      fc.array(fc.base64String(), { maxLength: 6 }).map((parts) => parts.join('.')),
    ),
    async (text) => {
      expect(await open(key.key, OWNER, text)).toBeUndefined()
    },
  )
  await fc.assert(property, { numRuns: fuzzRuns(300) })
})

test('names a key by a digest that tells keys apart and nothing of them', async () => {
  expect(key.id).toMatch(/^[0-9a-f]{32}$/)
  expect(key.id).not.toBe(other.id)
  expect((await sealingKey('key', new Uint8Array(32).fill(1))).id).toBe(key.id)
})

test.each([
  [undefined],
  ['text'.repeat(8)],
  [new Uint8Array(16)],
  [new Uint8Array(33)],
  [Array(32).fill(1)],
  [new Uint8Array(32)],
])('takes %j for no key', (given) => {
  expect(() => ownKey('key', given as never)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
})

test('refuses what a function yields that is no key, without showing it', async () => {
  const yields = (async () => 'hunter2') as never
  await expect(sealingKey('otherKey', yields)).rejects.toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: expect.not.stringContaining('hunter2'),
  })
})

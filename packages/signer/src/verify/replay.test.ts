import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KEY_ID, NOW, NOW_TEXT, publicPem, signerOf } from '../../test/support/fixtures.ts'
import { memoryReplayStore, type Seen } from './replay.ts'
import { verifyRequest } from './verify-request.ts'

const HOST = 'iaas.us-phoenix-1.oraclecloud.com'
const signed = await signerOf().sign({ method: 'POST', url: `https://${HOST}/a`, body: '{}' })
const POST = { method: 'POST', url: '/a', headers: signed.headers, body: '{}' }
const authorization = String(signed.headers['authorization'])

const verdictOn = (request: typeof POST, seen: Seen, clockSkewSeconds?: number) =>
  verifyRequest(request, async () => publicPem, { now: () => NOW, seen, clockSkewSeconds })

const withAuthorization = (value: string): typeof POST => ({
  ...POST,
  headers: { ...POST.headers, authorization: value },
})

describe('a request that came before is refused', () => {
  test.each([
    ['as it was', authorization],
    ['with other spaces in its header', authorization.replaceAll('",', '",  ')],
    ['with its parameters in another order', reordered(authorization)],
    ['with the key id in capitals, which a lookup may take for the same', authorization.replace('20:3b', '20:3B')],
  ])('%s', async (_, value) => {
    const seen = memoryReplayStore()
    expect(await verdictOn(POST, seen)).toMatchObject({ verified: true })
    expect(await verdictOn(withAuthorization(value), seen)).toMatchObject({ verified: false, reason: 'replayed' })
  })

  test('when both come at once, exactly one is accepted', async () => {
    const seen = memoryReplayStore()
    const verdicts = await Promise.all([verdictOn(POST, seen), verdictOn(POST, seen), verdictOn(POST, seen)])
    expect(verdicts.map(({ verified }) => verified).sort()).toEqual([false, false, true])
  })
})

function reordered(header: string): string {
  const [, parameters = ''] = /^Signature (.*)$/.exec(header) ?? []
  return `Signature ${parameters
    .split(/,(?=\w+=)/)
    .toReversed()
    .join(',')}`
}

test('two that differ are both accepted', async () => {
  const seen = memoryReplayStore()
  const other = await signerOf().sign({ method: 'POST', url: `https://${HOST}/a`, body: '{"b":1}' })
  expect(await verdictOn(POST, seen)).toMatchObject({ verified: true })
  expect(await verdictOn({ ...POST, headers: other.headers, body: '{"b":1}' }, seen)).toMatchObject({ verified: true })
})

describe('an id is asked for last, so that no forged request uses it up', () => {
  test.each([
    ['a changed body', { ...POST, body: '[]' }, 'body-hash-mismatch'],
    ['another target', { ...POST, url: '/b' }, 'invalid-signature'],
    [
      'another date',
      { ...POST, headers: { ...POST.headers, date: 'Fri, 20 Nov 2026 12:00:01 GMT' } },
      'invalid-signature',
    ],
  ])('%s', async (_, forged, reason) => {
    const asked: string[] = []
    const verdict = await verdictOn(forged, (id) => asked.push(id) < 0)
    expect(verdict).toMatchObject({ reason })
    expect(asked).toEqual([])
  })
})

test('an id counts from the time by which its request was judged until its signature is too old, and holds neither key id nor signature', async () => {
  const asked: Parameters<Seen>[] = []
  await verdictOn(POST, (...given) => asked.push(given) < 0, 60)
  expect(asked).toEqual([[expect.stringMatching(/^[\w+/]{43}=$/), Date.parse(NOW_TEXT) + 60_000, NOW]])
  expect(asked[0]?.[0]).not.toContain(KEY_ID)
})

test('what a store fails with is passed on: nothing is accepted unasked', async () => {
  const lost = new Error('The store is away.')
  await expect(verdictOn(POST, () => Promise.reject(lost))).rejects.toBe(lost)
})

test.each([undefined, 0, 1, 'false', null])('a store that yields %j is the mistake of the server', async (answer) => {
  await expect(verdictOn(POST, (() => answer) as unknown as Seen)).rejects.toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: expect.stringMatching(/^The option seen yielded neither true nor false\. Yield true/) as string,
  })
})

test.each([true, 'memory', { seen: true }])('what is no function is no store: %j', async (seen) => {
  await expect(verdictOn(POST, seen as unknown as Seen)).rejects.toMatchObject({
    code: 'ERR_INVALID_ARGUMENT',
    message: expect.stringMatching(/^The option seen is no function\. Give memoryReplayStore\(\)/) as string,
  })
})

describe('the store in memory', () => {
  test('tells an id that it had to forget before its time, and only that', () => {
    const forgotten: number[] = []
    const store = memoryReplayStore({ maxEntries: 2, onForgotten: (untilMs) => forgotten.push(untilMs) })
    const seen = (id: string, untilMs: number): boolean => store(id, untilMs, 100)
    const ids = [seen('over', 99), seen('needed', 100), seen('c', 300), seen('d', 300)]
    expect(ids).toEqual([false, false, false, false])
    expect(forgotten).toEqual([100])
    expect([seen('c', 300), seen('d', 300), seen('needed', 100)]).toEqual([true, true, false])
  })

  test('a clock that was wrong for a while loses nothing', () => {
    const seen = memoryReplayStore()
    seen('a', 300_000, 0)
    seen('b', 1e12 + 300_000, 1e12)
    expect(seen('a', 300_000, 0)).toBe(true)
  })

  test('what a listener throws harms nobody', () => {
    const seen = memoryReplayStore({
      maxEntries: 1,
      onForgotten: () => {
        throw new Error('no room')
      },
    })
    expect(['a', 'b', 'b'].map((id) => seen(id, Infinity, 0))).toEqual([false, false, true])
  })

  test.each([0, -1, 1.5, Number.NaN, '5', null])('refuses %j as its size', (maxEntries) => {
    expect(() => memoryReplayStore({ maxEntries: maxEntries as number })).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_ARGUMENT',
        message: expect.stringMatching(/^The option maxEntries is no whole number from 1\. Give/) as string,
      }),
    )
  })

  test('remembers exactly the ids that came last', () => {
    const ids = fc.array(fc.integer({ min: 0, max: 20 }), { size: 'max', maxLength: 200 })
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 10 }), (given, maxEntries) => {
        const seen = memoryReplayStore({ maxEntries })
        let kept: number[] = []
        for (const id of given) {
          expect(seen(String(id), 0, 0)).toBe(kept.includes(id))
          if (!kept.includes(id)) kept = [...kept, id].slice(-maxEntries)
        }
      }),
    )
  })
})

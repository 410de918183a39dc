import { expect, test } from 'vitest'
import { UNSIGNED_ACCEPTED } from '../service/examined.ts'
import { Recorder } from './recorder.ts'

const add = (recorder: Recorder, target: string, method = 'GET', { resets } = recorder): void =>
  recorder.add({ method, target, headers: new Map(), body: Buffer.from('abc') }, UNSIGNED_ACCEPTED, {
    arrival: { at: 7, realAt: 9, resets, elapsedMs: () => 1.234 },
    status: 200,
    requestId: 'r',
    fault: undefined,
  })

test('paths of any length are counted apart from each other', () => {
  const recorder = new Recorder(0)
  const long = `/${'x'.repeat(30_000)}`
  for (const target of [long, `${long}?a`, `${long}y`, '/short']) add(recorder, target)
  expect([long, `${long}y`, `${long}z`, '/short'].map((path) => recorder.count('get', path))).toEqual([2, 1, 0, 1])
  expect(recorder.count('POST', long)).toBe(0)
})

test('ten thousand endpoints are counted; then the first is forgotten', () => {
  const recorder = new Recorder(0)
  for (let n = 0; n < 10_000; n++) add(recorder, `/${n}`)
  expect(recorder.count('GET', '/0')).toBe(1)
  add(recorder, '/more')
  expect([recorder.count('GET', '/0'), recorder.count('GET', '/1'), recorder.count('GET', '/more')]).toEqual([0, 1, 1])
})

test('the last records are kept, as many as are asked for', () => {
  const recorder = new Recorder(2)
  for (const target of ['/1', '/2', '/3']) add(recorder, target)
  expect(recorder.records.map(({ target, bodyBytes, at, number }) => [target, bodyBytes, at, number])).toEqual([
    ['/2', 3, 7, 2],
    ['/3', 3, 7, 3],
  ])
})

test('a record tells when its request arrived, by both clocks, and how long the answer took', () => {
  const recorder = new Recorder(1)
  add(recorder, '/1')
  expect(recorder.records[0]).toMatchObject({ number: 1, at: 7, realAt: 9, durationMs: 1.23 })
})

test('a request that came before records were forgotten is forgotten with them, though it ends later', () => {
  const told: string[] = []
  const recorder = new Recorder(9, { onRequest: ({ path }) => told.push(path) })
  const before = { resets: recorder.resets } as Recorder
  recorder.reset()
  add(recorder, '/late', 'GET', before)
  add(recorder, '/new')
  expect(recorder.records.map(({ path, number }) => [path, number])).toEqual([['/new', 1]])
  expect([recorder.count('GET', '/late'), told]).toEqual([0, ['/new']])
})

test('numbers go on where records are no longer kept', () => {
  const numbers: number[] = []
  const recorder = new Recorder(0, { onRequest: ({ number }) => numbers.push(number) })
  for (const target of ['/1', '/2', '/3']) add(recorder, target)
  expect(numbers).toEqual([1, 2, 3])
})

test('a listener is told of what is not kept, and its errors are its own', () => {
  const told: string[] = []
  const recorder = new Recorder(0, {
    onRequest: ({ target }) => {
      told.push(target)
      throw new Error('no')
    },
  })
  add(recorder, '/1')
  expect([told, recorder.records]).toEqual([['/1'], []])
})

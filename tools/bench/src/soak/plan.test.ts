import { expect, test } from 'vitest'
import {
  CLIENTS,
  drawFault,
  FAULT_KINDS,
  faultsOf,
  idOf,
  IncompleteAnswerError,
  plannedFaults,
  proveAnswer,
  requestOf,
} from './plan.ts'

const answerTo = (id: number): Record<string, unknown> => {
  const { method, target, body } = requestOf(id)
  const sent = body === undefined ? '' : JSON.stringify(body)
  return { method, target, body: Buffer.from(sent).toString('base64'), caller: { kind: 'instance' } }
}

test('every client has requests with a body and without', () => {
  const seen = Array.from({ length: 6 }, (_, id) => requestOf(id)).map(({ client, method }) => `${client} ${method}`)
  expect(seen.toSorted()).toEqual(CLIENTS.flatMap((client) => [`${client} GET`, `${client} POST`]).toSorted())
})

test('a request is found again by its target, and nothing else is one of ours', () => {
  expect(idOf(requestOf(42).target)).toBe(42)
  for (const target of ['/echo', '/echo?id=', '/echo?id=x', '/echo?id=1&x', '/v1/x509']) {
    expect(idOf(target)).toBeUndefined()
  }
})

test.each([0, 3])('the answer to request %i proves itself', (id) => {
  expect(proveAnswer(answerTo(id), id)).toBeUndefined()
})

test.each<[string, unknown]>([
  ['of another request', answerTo(9)],
  ['with another body', { ...answerTo(3), body: answerTo(9)['body'] }],
  ['with another verb', { ...answerTo(3), method: 'PUT' }],
  ['to another caller', { ...answerTo(3), caller: { kind: 'user' } }],
  ['that is text, since it was cut', '{"method":'],
  ['that is null', null],
])('an answer %s proves nothing', (_, answer) => {
  expect(() => proveAnswer(answer, 3)).toThrow(IncompleteAnswerError)
})

test('the share of faults is what was asked for, and every kind has its part', () => {
  const counts = plannedFaults({ requests: 20_000, faultShare: 0.05 })
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  // One request in twenty, and of these again one in twenty, but after a slow answer none.
  expect(total / 20_000).toBeGreaterThan(0.045)
  expect(total / 20_000).toBeLessThan(0.06)
  for (const kind of FAULT_KINDS) expect((counts[kind] ?? 0) / total).toBeGreaterThan(0.15)
})

test('a share of nothing is no fault, and the same draw is the same fault', () => {
  expect(plannedFaults({ requests: 1000, faultShare: 0 })).toEqual({})
  const drawn = (what: string) => Array.from({ length: 200 }, (_, nth) => drawFault(0.5, what, nth))
  expect(drawn('x')).toEqual(drawn('x'))
  expect(drawn('x')).not.toEqual(drawn('y'))
})

test('a slow answer ends what a request meets', () => {
  const all = Array.from({ length: 2000 }, (_, id) => faultsOf(0.5, id))
  expect(all.some((kinds) => kinds.length > 1)).toBe(true)
  for (const kinds of all) expect(kinds.slice(0, -1)).not.toContain('slow')
})

import { expect, test } from 'vitest'
import { idOf, IncompleteAnswerError, proveAnswer, requestOf } from './echo-request.ts'

const answerTo = (id: number): Record<string, unknown> => {
  const { method, target, body = '' } = requestOf(id)
  return { method, target, body: Buffer.from(body).toString('base64'), caller: { kind: 'instance' } }
}

test('both clients, which take turns, have requests with a body and without', () => {
  expect([0, 1, 2, 3].map((id) => requestOf(id).method)).toEqual(['GET', 'GET', 'POST', 'POST'])
})

test('a request is found again by its target', () => {
  expect(idOf(requestOf(42).target)).toBe(42)
  expect(['/echo', '/echo?id=', '/echo?id=x', '/echo?id=1&x', '/v1/x509'].map(idOf)).toEqual(
    Array.from({ length: 5 }, () => undefined),
  )
})

test.each([0, 2])('the answer to request %i proves itself', (id) => {
  expect(() => proveAnswer(answerTo(id), id)).not.toThrow()
})

test.each<[string, unknown]>([
  ['of another request', answerTo(6)],
  ['with another body', { ...answerTo(2), body: answerTo(6)['body'] }],
  ['with another verb', { ...answerTo(2), method: 'PUT' }],
  ['to another caller', { ...answerTo(2), caller: { kind: 'user' } }],
  ['that is text', '{"method":'],
  ['that is nothing', undefined],
  ['that is null', null],
])('an answer %s proves nothing', (_, answer) => {
  expect(() => proveAnswer(answer, 2)).toThrow(IncompleteAnswerError)
})

import { retry } from '@x/retry'
import { expect, test } from 'vitest'
import { IncompleteAnswerError } from './echo-request.ts'
import { soakStrategy } from './retry-rules.ts'

const failure = (members: object): Error => Object.assign(new Error('no'), members)

test.each<[string, Error]>([
  ['429', failure({ status: 429 })],
  ['503', failure({ response: { status: 503 } })],
  ['network', failure({ code: 'ECONNRESET' })],
  ['incomplete JSON', new IncompleteAnswerError('cut')],
  ['renewal ERR_UNUSABLE_TOKEN', failure({ code: 'ERR_UNUSABLE_TOKEN' })],
])('%s is tried again under this name', async (cause, error) => {
  const causes: string[] = []
  const strategy = { ...soakStrategy((seen) => causes.push(seen)), sleep: async () => {} }
  const answers = [Promise.reject(error), Promise.resolve('answer')]
  answers[0]?.catch(() => {})
  expect(await retry(() => answers.shift() as Promise<string>, strategy)).toBe('answer')
  expect(causes).toEqual([cause])
})

test.each<[string, Error]>([
  ['a 401', failure({ status: 401 })],
  ['a 404', failure({ status: 404 })],
  ['a mistake of the program', new TypeError('no')],
])('%s is not tried again', async (_, error) => {
  const strategy = { ...soakStrategy(() => {}), sleep: async () => {} }
  await expect(retry(() => Promise.reject(error), strategy)).rejects.toBe(error)
})

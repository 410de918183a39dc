// What a question shows.
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { Kept } from '../../test/kit/streams.ts'
import { promptsAt } from './prompts.ts'

const HOSTILE = 'NAME\u001B]0;title\u0007'

test.each([
  ['confirm', { message: HOSTILE }],
  ['text', { message: HOSTILE, initial: HOSTILE }],
  ['secret', { message: HOSTILE }],
  ['pasted', { message: HOSTILE }],
  ['choice', { message: HOSTILE, choices: [{ value: 'one', label: HOSTILE, hint: HOSTILE }] }],
] as const)('nothing in a question steers the terminal: %s', async (kind, question) => {
  const [input, output, left] = [new PassThrough(), new Kept(true), new AbortController()]
  const prompts = promptsAt({ input, output, signal: left.signal })
  const answer = (prompts[kind] as (asked: object) => Promise<unknown>)({ flag: '--flag', ...question })
  left.abort(new Error('The person has left.'))
  expect(await answer.catch((error: Error) => error)).toBeInstanceOf(Error)
  expect(output.text).toContain('NAME\uFFFD]0;title\uFFFD')
  expect(output.text).not.toContain('\u001B]0;')
})

import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { Kept } from '../../test/kit/streams.ts'
import { hiddenLine } from './hidden-line.ts'

interface Asked {
  readonly line: Promise<string>
  readonly input: PassThrough
  readonly output: Kept
  readonly raw: boolean[]
  abort(reason: Error): void
}

function asked(): Asked {
  const raw: boolean[] = []
  const input = Object.assign(new PassThrough(), { setRawMode: (isRaw: boolean) => raw.push(isRaw) })
  const output = new Kept()
  const control = new AbortController()
  const line = hiddenLine('Address', { input, output, signal: control.signal })
  return { line, input, output, raw, abort: (reason) => control.abort(reason) }
}

test.each([
  ['a line', 'http://localhost:8181/#a=b\r', 'http://localhost:8181/#a=b'],
  ['a line with another one behind it', 'one\ntwo\n', 'one'],
  ['what is pasted between the marks of a terminal', '\u001B[200~pasted\u001B[201~\r', 'pasted'],
  ['what is left after backspaces', 'ab\u007Fc\b\bd\r', 'd'],
  ['nothing', '\r', ''],
])('%s is read, and not shown', async (_, typed, line) => {
  const { line: read, input, output, raw } = asked()
  input.write(typed)
  expect(await read).toBe(line)
  expect([output.text, raw]).toEqual(['Address (it is not shown): \n', [true, false]])
})

test('ten thousand characters in pieces make one line', async () => {
  const { line, input } = asked()
  for (let piece = 0; piece < 10; piece += 1) input.write('x'.repeat(1_000))
  input.write('\r')
  expect((await line).length).toBe(10_000)
})

test.each([
  ['Ctrl-C', 'half\u0003'],
  ['Escape', '\u001B'],
])('%s is no answer, and the terminal is as it was', async (_, typed) => {
  const { line, input, raw } = asked()
  input.write(typed)
  await expect(line).rejects.toMatchObject({ code: 'ERR_INTERRUPTED' })
  expect(raw).toEqual([true, false])
})

test('an end from elsewhere ends the question with its reason', async () => {
  const { line, abort, input, raw } = asked()
  abort(new Error('The login is over.'))
  await expect(line).rejects.toThrow('The login is over.')
  expect([raw, input.listenerCount('data'), input.isPaused()]).toEqual([[true, false], 0, true])
})

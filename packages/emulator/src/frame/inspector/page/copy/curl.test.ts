import { expect, test } from 'vitest'
import type { RecordedRequest } from '../../../records/recorder.ts'
import { asCurl } from './curl.ts'

const ORIGIN = 'http://127.0.0.1:80'

const record = (change: Partial<RecordedRequest>): RecordedRequest =>
  ({ method: 'GET', target: '/a', headers: { host: '127.0.0.1:80' }, bodyBytes: 0, ...change }) as RecordedRequest

test('a line that sends the very target, and no header that curl writes itself', () => {
  const headers = { host: '127.0.0.1:80', 'content-length': '0', connection: 'close', 'x-a': 'b' }
  expect(asCurl(record({ target: '/a/../[b]', headers }), ORIGIN)).toBe(
    `curl --globoff --request 'GET' --path-as-is 'http://127.0.0.1:80/a/../[b]' \\\n  --header 'x-a: b'`,
  )
})

test('a quote ends no argument, and an empty header is sent as one', () => {
  const line = asCurl(record({ target: `/'$(reboot)`, headers: { 'x-a': `'; reboot #`, 'x-b': '' } }), ORIGIN)
  expect(line).toContain(String.raw`'http://127.0.0.1:80/'\''$(reboot)'`)
  expect(line).toContain(String.raw`--header 'x-a: '\''; reboot #'`)
  expect(line).toContain(`--header 'x-b;'`)
})

test('what is not kept is named above the line, and is not in it', () => {
  const headers = { host: 'a.test', authorization: 'Signature keyId="ST$<redacted>"' }
  const text = asCurl(record({ headers, bodyBytes: 3, method: 'POST' }), ORIGIN)
  expect(text.split('\n').slice(0, 3)).toEqual([
    '# <redacted> stands for secrets, which the emulator does not keep: put in your own.',
    '# The signature is among them; it is good for five minutes, so sign anew.',
    '# The body of 3 bytes is not kept: put it into the file "body".',
  ])
  expect(text).toContain(`--header 'host: a.test'`)
  expect(text).toContain('--data-binary @body')
})

test('a target that is no path goes out by itself; HEAD waits for no body', () => {
  expect(asCurl(record({ target: '*', method: 'OPTIONS' }), ORIGIN)).toContain(`--request-target '*' '${ORIGIN}'`)
  expect(asCurl(record({ method: 'HEAD' }), ORIGIN)).toContain('curl --globoff --head ')
})

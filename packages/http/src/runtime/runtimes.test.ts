// What the package asks of its runtime, and does without where that is none of Node's.
import { getMaxListeners, setMaxListeners } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { expectMany } from '../watch/expect-many.ts'
import { clientInfo, userAgentOf } from '../call/user-agent.ts'

afterEach(() => vi.unstubAllGlobals())

/** What Node says of a signal nobody has touched: ten, or from Node 26 on 0, which is "any number". */
const AT_FIRST = getMaxListeners(new AbortController().signal)

describe('a signal', () => {
  test('may have any number of listeners, unless somebody has chosen a number', () => {
    const { signal } = new AbortController()
    expectMany(signal)
    expect(getMaxListeners(signal)).toBe(AT_FIRST === 0 ? 0 : Infinity)
    const own = new AbortController().signal
    setMaxListeners(7, own)
    expectMany(own)
    expect(getMaxListeners(own)).toBe(7)
  })

  test.each([undefined, {}, { getBuiltinModule: () => undefined }])(
    'stays as it is where the process is %o',
    (process) => {
      const { signal } = new AbortController()
      vi.stubGlobal('process', process)
      expectMany(signal)
      vi.unstubAllGlobals()
      expect(getMaxListeners(signal)).toBe(AT_FIRST)
    },
  )
})

describe('the user agent', () => {
  test('says what calls, where it runs, and what was added', () => {
    const base = `${clientInfo()} (${process.platform}/${process.arch}; node/${process.versions.node})`
    expect(userAgentOf(undefined, {})).toBe(base)
    expect(userAgentOf(' mine/1 ', {})).toBe(`${base} mine/1`)
    expect(userAgentOf('', { OCI_SDK_APPEND_USER_AGENT: 'theirs' })).toBe(`${base} theirs`)
    expect(userAgentOf('a\u001fb~ ü\u007f', {})).toBe(`${base} ab~`)
  })
})

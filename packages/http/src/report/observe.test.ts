import diagnostics from 'node:diagnostics_channel'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { observe } from './observe.ts'

afterEach(() => vi.unstubAllGlobals())

describe('an event', () => {
  test('goes redacted and printable to the logger’s function for its level', () => {
    const logger = { debug: vi.fn(), warn: vi.fn() }
    observe(logger, 'warn', 'error', { token: 'hunter2', a: '\u001b' })
    expect(logger.warn.mock.calls).toEqual([['error', { token: '<redacted>', a: '\\u001b' }]])
    expect(logger.debug).not.toHaveBeenCalled()
  })

  test('goes to whoever subscribed, with no logger or one without its level', () => {
    const seen: unknown[] = []
    const onMessage = (message: unknown): void => void seen.push(message)
    diagnostics.subscribe('@x/http:some', onMessage)
    observe(undefined, 'debug', 'some', { a: 1 })
    observe({}, 'debug', 'some', { a: 2 })
    observe(undefined, 'debug', 'other', { a: 3 })
    diagnostics.unsubscribe('@x/http:some', onMessage)
    expect(seen).toEqual([{ a: 1 }, { a: 2 }])
  })

  test('that nobody wants is not even read', () => {
    const read = vi.fn()
    const fields = {
      get a() {
        return read()
      },
    }
    observe(undefined, 'debug', 'unwanted', fields)
    observe({ warn: vi.fn() }, 'debug', 'unwanted', fields)
    expect(read).not.toHaveBeenCalled()
    observe({ debug: () => {} }, 'debug', 'unwanted', fields)
    expect(read).toHaveBeenCalled()
  })

  test('reaches the logger where there are no channels', () => {
    const debug = vi.fn()
    vi.stubGlobal('process', undefined)
    observe({ debug }, 'debug', 'a', {})
    vi.stubGlobal('process', {})
    observe({ debug }, 'debug', 'b', {})
    vi.stubGlobal('process', { getBuiltinModule: () => undefined })
    observe({ debug }, 'debug', 'c', {})
    vi.unstubAllGlobals()
    expect(debug.mock.calls.map(([event]) => event as string)).toEqual(['a', 'b', 'c'])
  })
})

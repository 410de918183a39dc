import { describe, expect, it, vi } from 'vitest'
import { letGo, readText } from './refused-response.ts'

const open = new AbortController().signal

describe('readText', () => {
  it('yields the whole text of a short body and leaves the response unread', async () => {
    const response = new Response('{"message":"é"}')
    expect(await readText(response, open)).toBe('{"message":"é"}')
    expect(await response.text()).toBe('{"message":"é"}')
  })

  it('joins a character that is split between chunks', async () => {
    const [first, second] = new TextEncoder().encode('é')
    const stream = new ReadableStream({
      start(controller) {
        for (const byte of [first ?? 0, second ?? 0]) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    expect(await readText(new Response(stream), open)).toBe('é')
  })

  it('reads 64 KiB of a body that never ends', async () => {
    let bytes = 0
    const stream = new ReadableStream({
      pull(controller) {
        bytes += 10_000
        controller.enqueue(new TextEncoder().encode('a'.repeat(10_000)))
      },
    })
    expect((await readText(new Response(stream), open)).length).toBe(65_536)
    expect(bytes).toBeLessThan(2 * 65_536)
  })

  it('asks for nothing beyond 64 KiB', async () => {
    const pieces = [65_535, 1]
    const stream = new ReadableStream({
      pull(controller) {
        const length = pieces.shift()
        if (length !== undefined) controller.enqueue(new TextEncoder().encode('a'.repeat(length)))
      },
    })
    expect((await readText(new Response(stream), open)).length).toBe(65_536)
  }, 5000)

  it('listens to nobody where there is nothing to read', async () => {
    const { signal } = new AbortController()
    const listening = vi.spyOn(signal, 'addEventListener')
    expect(await readText(new Response(null), signal)).toBe('')
    expect(listening).not.toHaveBeenCalled()
  })

  it.each([
    ['there is no body', new Response(null), ''],
    ['the body was read before', usedResponse(), ''],
    ['the response is not of this fetch', { clone: () => ({ body: {} }) } as unknown as Response, ''],
    ['the response is not of any fetch', { status: 401, headers: {} } as unknown as Response, ''],
  ])('yields nothing where %s', async (_case, response, text) => {
    expect(await readText(response, open)).toBe(text)
  })

  it('yields what came before the connection broke', async () => {
    let chunks = 0
    const stream = new ReadableStream({
      pull(controller) {
        if (chunks++ === 0) controller.enqueue(new TextEncoder().encode("Current '"))
        else controller.error(new Error('reset'))
      },
    })
    expect(await readText(new Response(stream), open)).toBe("Current '")
  })

  it('lets go of its copy when told to stop, so that the caller can free the connection', async () => {
    const cancelled = vi.fn<() => void>()
    const stream = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('a')),
      cancel: cancelled,
    })
    const response = new Response(stream)
    const stop = new AbortController()
    const text = readText(response, stop.signal)
    setImmediate(() => stop.abort())
    expect(await text).toBe('a')
    await response.body?.cancel()
    expect(cancelled).toHaveBeenCalledOnce()
  })

  it('lets go of its copy once it has read enough', async () => {
    const cancelled = vi.fn<() => void>()
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(70_000)),
      cancel: cancelled,
    })
    const response = new Response(stream)
    expect((await readText(response, open)).length).toBe(65_536)
    await response.body?.cancel()
    expect(cancelled).toHaveBeenCalledOnce()
  })
})

describe('letGo', () => {
  it('cancels the body', () => {
    const cancel = vi.fn<() => Promise<void>>(() => Promise.reject(new Error('broken')))
    letGo({ status: 401, headers: {}, body: { cancel } } as unknown as Response)
    expect(cancel).toHaveBeenCalledOnce()
  })

  it.each([{}, { body: null }, { body: {} }, { body: 'text' }])('leaves %j alone', (parts) => {
    expect(() => letGo({ status: 401, headers: {}, ...parts } as unknown as Response)).not.toThrow()
  })
})

function usedResponse(): Response {
  const response = new Response('x')
  void response.text()
  return response
}

import { describe, expect, it } from 'vitest'
import { readErrorText } from './error-text.ts'

describe('readErrorText', () => {
  it('yields the whole text of a short body and leaves the response unread', async () => {
    const response = new Response('{"message":"é"}')
    expect(await readErrorText(response)).toBe('{"message":"é"}')
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
    expect(await readErrorText(new Response(stream))).toBe('é')
  })

  it('reads 64 KiB of a body that never ends', async () => {
    let bytes = 0
    const stream = new ReadableStream({
      pull(controller) {
        bytes += 10_000
        controller.enqueue(new TextEncoder().encode('a'.repeat(10_000)))
      },
    })
    expect((await readErrorText(new Response(stream))).length).toBe(65_536)
    expect(bytes).toBeLessThan(2 * 65_536)
  })

  it.each([
    ['there is no body', new Response(null), ''],
    ['the body was read before', usedResponse(), ''],
    ['the response is not of this fetch', { clone: () => ({ body: {} }) } as unknown as Response, ''],
  ])('yields nothing where %s', async (_case, response, text) => {
    expect(await readErrorText(response)).toBe(text)
  })

  it('yields what came before the connection broke', async () => {
    let chunks = 0
    const stream = new ReadableStream({
      pull(controller) {
        if (chunks++ === 0) controller.enqueue(new TextEncoder().encode("Current '"))
        else controller.error(new Error('reset'))
      },
    })
    expect(await readErrorText(new Response(stream))).toBe("Current '")
  })
})

function usedResponse(): Response {
  const response = new Response('x')
  void response.text()
  return response
}

import { describe, expect, test, vi } from 'vitest'
import type { CertificateBundle, CertificateRetriever } from '@x/cert-retrievers'
import { Certificates } from './certificates.ts'

const LOADED_AT = 1_800_000_000_000

/** Another bundle each time. */
function retriever() {
  let count = 0
  const refresh = vi.fn(async () => ({ loadedAt: LOADED_AT, number: ++count }) as unknown as CertificateBundle)
  return { current: () => undefined, refresh } satisfies CertificateRetriever
}

const { signal } = new AbortController()

describe('the certificates of an exchange', () => {
  test('are fetched together, each with the signal', async () => {
    const [leaf, one, two] = [retriever(), retriever(), retriever()]
    const taken = await new Certificates(leaf, [one, two]).take(signal, LOADED_AT)
    expect(taken).toEqual({ leaf: { loadedAt: LOADED_AT, number: 1 }, intermediates: Array(2).fill(taken.leaf) })
    for (const { refresh } of [leaf, one, two]) expect(refresh).toHaveBeenCalledExactlyOnceWith({ signal })
  })

  test('are used once when they were looked at a moment ago', async () => {
    const leaf = retriever()
    const certificates = new Certificates(leaf, [])
    const looked = await certificates.look(signal)
    expect(await certificates.take(signal, LOADED_AT + 59_999)).toBe(looked)
    expect(leaf.refresh).toHaveBeenCalledTimes(1)
    expect(await certificates.take(signal, LOADED_AT)).not.toBe(looked)
    expect(leaf.refresh).toHaveBeenCalledTimes(2)
  })

  test('are fetched anew when a minute has passed since', async () => {
    const leaf = retriever()
    const certificates = new Certificates(leaf, [])
    const looked = await certificates.look(signal)
    expect(await certificates.take(signal, LOADED_AT + 60_000)).not.toBe(looked)
  })
})

import { expect, test } from 'vitest'
import { sleep } from './sleep.ts'

test('resolves when the time is over, and leaves the signal alone', async () => {
  const { signal } = new AbortController()
  await expect(sleep(0, signal)).resolves.toBeUndefined()
})

test('rejects with the reason of a signal, at once and later', async () => {
  await expect(sleep(1 << 30, AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
  const abort = new AbortController()
  const waiting = sleep(1 << 30, abort.signal)
  abort.abort(new Error('later'))
  await expect(waiting).rejects.toThrow('later')
})

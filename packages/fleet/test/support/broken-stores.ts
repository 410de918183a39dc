// Stores that do not do what they should.
import { memoryStore, type Store } from '../../src/index.ts'

const all = (work: () => Promise<never>): Store => ({ get: work, setIfAbsent: work, compareAndSet: work })
const always = (answer: unknown): Store => {
  const yields = async (): Promise<never> => answer as never
  return all(yields)
}

/** Throws when this member is read. */
const breaking = (name: string): object =>
  Object.defineProperty({}, name, {
    get: () => {
      throw new Error('hostile')
    },
  })

/** Each with what is wrong with it. */
export const BROKEN: readonly (readonly [string, Store])[] = [
  ['answers errors', all(async () => Promise.reject(new Error('OOM command not allowed')))],
  [
    'throws at once',
    all(() => {
      throw new Error('closed')
    }),
  ],
  ['fails with nothing', all(async () => Promise.reject())],
  ['answers with a promise that breaks', all(() => breaking('then') as never)],
  ['never answers', all(() => new Promise<never>(() => {}))],
  ['answers nothing', always(undefined)],
  ['answers numbers', always(1)],
  ['answers texts', always('OK')],
  ['answers Buffers', always(Buffer.from('OK'))],
  ['answers objects that break', always(breaking('length'))],
  ['answers more than anybody put there', always('x'.repeat(100_000))],
]

/** Counts what is asked of a store, and holds answers back. */
export function watched(store: Store = memoryStore()): { readonly store: Store; readonly asked: string[] } {
  const asked: string[] = []
  const watch =
    <Given extends unknown[], Answer>(name: string, work: (...given: Given) => Promise<Answer>) =>
    (...given: Given): Promise<Answer> => {
      asked.push(name)
      return work(...given)
    }
  return {
    asked,
    store: {
      get: watch('get', (key) => store.get(key)),
      setIfAbsent: watch('setIfAbsent', (key, value, ttlMs) => store.setIfAbsent(key, value, ttlMs)),
      compareAndSet: watch('compareAndSet', (...given) => store.compareAndSet(...given)),
    },
  }
}

// What is handed in as a store, checked where it comes in.
import { argumentError } from '@x/kernel'
import type { Store } from './store.ts'

const OPERATIONS: readonly (keyof Store)[] = ['get', 'setIfAbsent', 'compareAndSet']

/** @throws TypeError `ERR_INVALID_ARGUMENT` for what is no store, such as a client that belongs into `redisStore` */
export function assertStore(store: Store): void {
  const missing = OPERATIONS.find((name) => typeof Reflect.get(Object(store), name) !== 'function')
  if (missing === undefined) return
  throw argumentError(
    `The store has no ${missing}. Pass redisStore(client), memoryStore(), or an object of that shape.`,
  )
}

/** @throws TypeError for what an operation must not yield: a store that lies is as good as none */
export function saysWhether(answer: unknown): boolean {
  if (typeof answer === 'boolean') return answer
  throw new TypeError('The store yielded neither true nor false.')
}

/** The longest that anything is which is put into a store here. */
const MOST_CHARACTERS = 65_536

/** @throws TypeError for what an operation must not yield */
export function textOrNothing(answer: unknown): string | undefined {
  if (answer === undefined || answer === null) return undefined
  if (typeof answer === 'string' && answer.length <= MOST_CHARACTERS) return answer
  throw new TypeError('The store yielded what nobody of this fleet puts there.')
}

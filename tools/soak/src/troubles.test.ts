import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { watchTroubles } from './troubles.ts'

test('what nobody handles is counted and told, until the watch is over', () => {
  const events = new EventEmitter()
  const troubles = watchTroubles(events as unknown as NodeJS.Process)
  events.emit('unhandledRejection', new Error('first'))
  events.emit('uncaughtException', new Error('second'))
  for (let nth = 0; nth < 10; nth++) events.emit('warning', new Error('leak'))
  expect(troubles.count()).toBe(12)
  expect(troubles.seen.slice(0, 2)).toEqual(['unhandled rejection: Error: first', 'uncaught exception: Error: second'])
  expect(troubles.seen).toHaveLength(5)
  troubles.stop()
  expect(events.eventNames()).toEqual([])
})

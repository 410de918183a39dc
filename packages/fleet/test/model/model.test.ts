// The two promises of shared credentials, in every state that three processes can get into.
import { describe, expect, test } from 'vitest'
import { nextTurn } from '../../src/turn/turn.ts'
import { explore, type Explored } from './explore.ts'
import { beginning, movesFrom, nameOf, type Service, type World } from './world.ts'

/** Read, lock, read again, ask: once the wait is over, nobody pauses any more. */
const MOST_STEPS_LATE = 4
/** A busy machine takes half a minute for a hundred thousand states. */
const LONG = 180_000
const WAITS = 'somebody waits beyond the limit'

const check = ({ actors }: World): string | undefined =>
  actors.some(({ stepsLate }) => stepsLate > MOST_STEPS_LATE) ? WAITS : undefined

const everyState = (
  processes: number,
  held: number | undefined,
  decide = nextTurn,
  service: Service = 'later',
): Explored<World> =>
  explore(beginning(processes, held, service), { movesFrom: (world) => movesFrom(world, decide), check, nameOf })

test.each([
  ['nobody has a token', undefined],
  ['everybody has the token that is shared, and wants the next', 1],
])('when %s, no older token replaces a newer one, and nobody waits for ever', { timeout: LONG }, (_, held) => {
  const { states, broken, ends } = everyState(3, held)
  expect(broken).toEqual([])
  expect(states).toBeGreaterThan(20_000)
  // Nothing follows once everybody has ended, died or got a token, and what was stored is over.
  expect(ends.every(({ actors }) => actors.every(({ turn }) => turn.step === 'end'))).toBe(true)
})

describe('a service whose next token may end no later than the one that is held', () => {
  test('makes no older token replace a newer one, and lets nobody wait for ever', { timeout: LONG }, () => {
    expect(everyState(2, 1, nextTurn, 'later or not').broken).toEqual([])
  })

  test('has the explorer see an older token replace a newer one, where what ends with the one that is held counts as it', () => {
    const { broken } = everyState(
      2,
      1,
      (turn, answer, circumstances) => {
        const isHeld = answer.kind === 'entry' && answer.until === circumstances.heldUntil
        return nextTurn(turn, answer.kind === 'entry' ? { ...answer, isHeld } : answer, circumstances)
      },
      'later or not',
    )
    expect(broken).toContain('token 2 replaced token 3')
  })
})

test('the explorer sees an older token replace a newer one, where what is shared is not compared', () => {
  const { broken } = everyState(2, undefined, (turn, answer, circumstances) =>
    turn.step === 'compare' ? { ...turn, step: 'write' } : nextTurn(turn, answer, circumstances),
  )
  expect(broken).toContain('token 1 replaced token 2')
})

test('the explorer sees somebody wait for ever, where nobody looks at the limit', () => {
  const { broken } = everyState(2, undefined, (turn, answer, circumstances) =>
    nextTurn(turn, answer, { ...circumstances, isLate: false }),
  )
  expect(broken).toEqual([WAITS])
})

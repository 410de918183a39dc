import fc from 'fast-check'
import { fuzzRuns } from '@x-tools/testkit/fuzz-runs'
import { describe, expect, test } from 'vitest'
import { BoundedCallers, type Caller, type TokenOutcome } from './bounded-callers.ts'

class FakeCaller implements Caller {
  readonly key: string
  readonly expiresAt: number
  state: TokenOutcome = 'taken'
  closedWith: Error | undefined

  constructor(key: string, expiresAt = 1000) {
    this.key = key
    this.expiresAt = expiresAt
  }

  isClosed = (): boolean => this.closedWith !== undefined
  outcome = (): TokenOutcome => this.state
  close(reason: Error): void {
    this.closedWith = reason
  }
}

/** @param nowMs - at which all of them come, one after the other */
function arriving(callers: BoundedCallers<FakeCaller>, keys: string, nowMs = 0): FakeCaller[] {
  return [...keys].map((key) => callers.take(key, nowMs, () => new FakeCaller(key)))
}

const isOpen = ({ closedWith }: FakeCaller): boolean => closedWith === undefined

describe('callers that have a signer', () => {
  test('keep it as long as there is room', () => {
    const callers = new BoundedCallers<FakeCaller>(3)
    const first = arriving(callers, 'abc')
    expect(arriving(callers, 'cab')).toEqual([first[2], first[0], first[1]])
    expect([callers.size, first.every(isOpen)]).toEqual([3, true])
  })

  test('lose it to another when they were here longest ago, with an error that says so', () => {
    const callers = new BoundedCallers<FakeCaller>(2)
    const [a, b] = arriving(callers, 'ab')
    arriving(callers, 'a')
    arriving(callers, 'c')
    expect(a).toSatisfy(isOpen)
    expect(b?.closedWith).toMatchObject({
      name: 'CallerEvictedError',
      code: 'ERR_CALLER_EVICTED',
      message: expect.stringContaining('there are 2 at most'),
    })
    expect(callers.size).toBe(2)
    expect(arriving(callers, 'b')).not.toContain(b)
  })

  test('are not driven out by those whose tokens were refused', () => {
    const callers = new BoundedCallers<FakeCaller>(3)
    const [a, b, forged] = arriving(callers, 'abx') as [FakeCaller, FakeCaller, FakeCaller]
    forged.state = 'refused'
    const [, another] = arriving(callers, 'xy') as [FakeCaller, FakeCaller]
    another.state = 'refused'
    arriving(callers, 'z')
    expect([a, b, forged, another].map(isOpen)).toEqual([true, true, false, false])
  })

  test.each([
    [1, 'a', 'x', 'x'],
    [2, 'ab', 'xyz', 'bz'],
    [3, 'abc', 'xyz', 'cyz'],
    [4, 'abcd', 'vwxyz', 'cdyz'],
  ])(
    '%i of them, %s, are not driven out of half of the room by any number of untried ones',
    (max, keys, flood, left) => {
      const callers = new BoundedCallers<FakeCaller>(max)
      const all = arriving(callers, keys)
      for (const key of flood)
        all.push(
          callers.take(key, 0, () => {
            const caller = new FakeCaller(key)
            caller.state = 'untried'
            return caller
          }),
        )
      expect(all.filter(isOpen).map(({ key }) => key)).toEqual([...left])
    },
  )

  test('make room first where somebody has closed theirs', () => {
    const callers = new BoundedCallers<FakeCaller>(2)
    const [a, b] = arriving(callers, 'ab')
    b?.close(new Error('closed by who had it'))
    arriving(callers, 'c')
    expect(a).toSatisfy(isOpen)
  })

  test('end with their token, and make no other give way', () => {
    const callers = new BoundedCallers<FakeCaller>(2)
    const [a] = arriving(callers, 'a')
    const late = callers.take('b', 0, () => new FakeCaller('b', 500))
    arriving(callers, 'c', 500)
    expect(late.closedWith).toMatchObject({ code: 'ERR_CALLER_TOKEN', reason: 'expired' })
    expect([a && isOpen(a), callers.size]).toEqual([true, 2])
    arriving(callers, 'c', 999)
    expect(callers.size).toBe(2)
    callers.take('d', 1000, () => new FakeCaller('d', 2000))
    expect(callers.size).toBe(1)
  })

  test('get another when somebody has closed theirs', () => {
    const callers = new BoundedCallers<FakeCaller>(1)
    const [mine] = arriving(callers, 'a')
    mine?.close(new Error('closed by who had it'))
    const [next] = arriving(callers, 'a')
    expect([next === mine, next && isOpen(next), callers.size]).toEqual([false, true, 1])
  })

  test('are all closed in the end', () => {
    const callers = new BoundedCallers<FakeCaller>(3)
    const all = arriving(callers, 'abc')
    const reason = new Error('the end')
    callers.closeAll(reason)
    expect([all.map(({ closedWith }) => closedWith), callers.size]).toEqual([[reason, reason, reason], 0])
  })
})

test('whoever comes when, nobody gets the signer of another, no more are open than there may be, and what is let go is closed', () => {
  const outcome = fc.constantFrom<TokenOutcome[]>('untried', 'taken', 'refused')
  const step = fc.record({ key: fc.constantFrom(...'abcdefgh'), at: fc.nat(50), outcome })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), (max, steps) => {
      const callers = new BoundedCallers<FakeCaller>(max)
      const made: FakeCaller[] = []
      let nowMs = 0
      for (const { key, at, outcome: comes } of steps) {
        nowMs += at
        const taken = callers.take(key, nowMs, () => {
          const caller = new FakeCaller(key, nowMs + 100)
          made.push(caller)
          return caller
        })
        expect([taken.key, isOpen(taken), nowMs < taken.expiresAt]).toEqual([key, true, true])
        taken.state = comes
        expect(made.filter(isOpen).length).toBe(callers.size)
        expect(callers.size).toBeLessThanOrEqual(max)
      }
    }),
    { numRuns: fuzzRuns(300) },
  )
})

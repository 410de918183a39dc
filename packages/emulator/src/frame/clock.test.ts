import { expect, test } from 'vitest'
import { createClock } from './clock.ts'

test('runs with real time plus an offset', () => {
  let real = 1000
  const clock = createClock({ offsetMs: 500 }, () => real)
  expect(clock.now()).toBe(1500)
  real = 2000
  expect(clock.now()).toBe(2500)
})

test('stands still when frozen, and runs on from there when resumed', () => {
  let real = 1000
  const clock = createClock({ frozenAt: 42 }, () => real)
  real = 9000
  expect(clock.now()).toBe(42)
  clock.resume()
  real = 9010
  expect(clock.now()).toBe(52)
})

test('set and advance move a running clock without stopping it', () => {
  let real = 1000
  const clock = createClock({}, () => real)
  clock.set(5000)
  clock.advance(-100)
  real = 1001
  expect(clock.now()).toBe(4901)
})

test('set and advance move a frozen clock without starting it', () => {
  let real = 1000
  const clock = createClock({}, () => real)
  clock.freeze()
  clock.advance(10)
  real = 2000
  expect(clock.now()).toBe(1010)
  clock.set(7)
  expect(clock.now()).toBe(7)
})

test('offset ends a freeze', () => {
  const clock = createClock({ frozenAt: 1 }, () => 1000)
  clock.offset(-400)
  expect(clock.now()).toBe(600)
})

test('freeze takes a time of its own', () => {
  const clock = createClock({}, () => 1000)
  clock.freeze(77)
  expect(clock.now()).toBe(77)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, 4e15, -4e15, -62e12, '5' as never])(
  'refuses %s as a time',
  (value) => {
    const clock = createClock()
    expect(() => clock.set(value)).toThrow(expect.objectContaining({ code: 'ERR_EMULATOR_OPTION', option: 'clock' }))
    expect(() => createClock({ offsetMs: value })).toThrow(expect.objectContaining({ option: 'clock.offsetMs' }))
  },
)

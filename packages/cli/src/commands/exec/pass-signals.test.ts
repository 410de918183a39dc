import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StartedProgram } from '../../terminal.ts'
import { passSignals } from './pass-signals.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

interface Passing {
  press(signal: NodeJS.Signals): Promise<void>
  stop(): void
  readonly killed: string[]
  readonly said: string[]
}

function passing({
  isTTY = true,
  graceMs = 5_000,
  program,
}: { isTTY?: boolean; graceMs?: number; program?: Promise<StartedProgram> } = {}): Passing {
  const [killed, said]: [string[], string[]] = [[], []]
  let listener: (signal: NodeJS.Signals) => void = () => {}
  const started: StartedProgram = { ended: new Promise(() => {}), kill: (signal) => void killed.push(signal) }
  const stop = passSignals({
    program: program ?? Promise.resolve(started),
    terminal: {
      stdin: { isTTY } as never,
      now: Date.now,
      takeSignals: (taken) => {
        listener = taken
        return () => (listener = () => {})
      },
    },
    graceMs,
    say: (line) => void said.push(line),
  })
  const press = async (signal: NodeJS.Signals): Promise<void> => {
    listener(signal)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { press, stop, killed, said }
}

test('at a terminal Ctrl-C is left to it, and other signals are passed on', async () => {
  const { press, killed } = passing()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) await press(signal)
  expect(killed).toEqual(['SIGTERM', 'SIGHUP'])
})

test('without a terminal all are passed on', async () => {
  const { press, killed } = passing({ isTTY: false })
  await press('SIGINT')
  expect(killed).toEqual(['SIGINT'])
})

test('a second Ctrl-C within two seconds kills after the grace, once', async () => {
  const { press, killed, said } = passing()
  await press('SIGINT')
  await vi.advanceTimersByTimeAsync(2_000)
  for (const signal of ['SIGINT', 'SIGINT'] as const) await press(signal)
  await vi.advanceTimersByTimeAsync(4_999)
  expect(killed).toEqual([])
  await vi.advanceTimersByTimeAsync(60_000)
  expect([killed, said]).toEqual([['SIGKILL'], ['The command is killed if it has not ended in 5 s.']])
})

test('one more than two seconds later is another first one', async () => {
  const { press, killed, said } = passing()
  await press('SIGINT')
  await vi.advanceTimersByTimeAsync(2_001)
  await press('SIGINT')
  await vi.advanceTimersByTimeAsync(60_000)
  expect([killed, said]).toEqual([[], []])
})

test('a command that ends within its grace is not killed afterwards', async () => {
  const { press, stop, killed } = passing()
  for (const signal of ['SIGINT', 'SIGINT'] as const) await press(signal)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(killed).toEqual([])
})

test('what comes while the command is being started reaches it, or nobody where it cannot be started', async () => {
  let start: (program: StartedProgram) => void = () => {}
  const killed: string[] = []
  const late = passing({ program: new Promise((resolve) => (start = resolve)) })
  await late.press('SIGTERM')
  start({ ended: new Promise(() => {}), kill: (signal) => void killed.push(signal) })
  await vi.advanceTimersByTimeAsync(0)
  expect(killed).toEqual(['SIGTERM'])
  const never = passing({ program: Promise.reject(new Error('There is none.')) })
  await never.press('SIGTERM')
  expect(never.killed).toEqual([])
})

// The emulator's clock: real time, shifted or frozen, so that expiry and skew can be tested without waiting.
import { EmulatorOptionError } from '../errors.ts'
import { knownOptions } from '../options/check-option.ts'
import { namesOf } from '../options/unknown-name.ts'

/** The clock by which the emulator judges dates and tokens and writes its `Date` header. All times are epoch milliseconds. */
export interface EmulatorClock {
  /** The emulator's current time. */
  now(): number
  /** Sets the time; a running clock goes on from there, a frozen one stays there. */
  set(epochMs: number): void
  /** Moves the time by `ms` (negative: back). */
  advance(ms: number): void
  /** Stops the clock at `epochMs`. @defaultValue the current time */
  freeze(epochMs?: number): void
  /** Lets a frozen clock run on from where it stands. */
  resume(): void
  /** Runs at real time plus `ms`; ends a freeze. */
  offset(ms: number): void
}

/** Where the clock starts. */
export interface ClockOptions {
  /** Milliseconds added to real time. @defaultValue 0 */
  readonly offsetMs?: number | undefined
  /** Epoch milliseconds at which the clock stands still; wins over `offsetMs`. */
  readonly frozenAt?: number | undefined
}

const NAMES = namesOf<ClockOptions>({ offsetMs: true, frozenAt: true })

export function createClock(options: ClockOptions = {}, realNow: () => number = Date.now): EmulatorClock {
  knownOptions('clock', options, NAMES)
  let offsetMs = checked('clock.offsetMs', options.offsetMs ?? 0)
  let frozenAt = options.frozenAt === undefined ? undefined : checked('clock.frozenAt', options.frozenAt)
  const now = (): number => frozenAt ?? realNow() + offsetMs
  const set = (epochMs: number): void => {
    checked('clock', epochMs)
    if (frozenAt === undefined) offsetMs = epochMs - realNow()
    else frozenAt = epochMs
  }
  return {
    now,
    set,
    advance: (ms) => set(now() + ms),
    freeze: (epochMs = now()) => {
      frozenAt = checked('clock', epochMs)
    },
    resume: () => {
      const resumedAt = now()
      frozenAt = undefined
      set(resumedAt)
    },
    offset: (ms) => {
      offsetMs = checked('clock', ms)
      frozenAt = undefined
    },
  }
}

/** The range of JavaScript dates: beyond it no `Date` header could be written. */
const MAX_EPOCH_MS = 8.64e15

function checked(option: string, value: number): number {
  if (Number.isFinite(value) && Math.abs(value) <= MAX_EPOCH_MS / 2) return value
  throw new EmulatorOptionError(option, `"${option}" is not a time in milliseconds. Give a finite number.`)
}

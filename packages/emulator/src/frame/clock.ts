// The emulator's clock: real time, shifted or frozen, so that expiry and skew can be tested without waiting.
import { EmulatorOptionError } from '../errors.ts'
import { knownOptions } from '../options/check-option.ts'
import { namesOf } from '../options/unknown-name.ts'

/**
 * The clock by which the emulator judges dates and tokens and writes its `Date` header. All times are epoch milliseconds; each method
 * that takes a time throws {@link EmulatorOptionError} `ERR_EMULATOR_OPTION` for what is no time of the years 1000 to 9999: HTTP has no other dates.
 *
 * @example
 * ```ts
 * import { startEmulator, type EmulatorClock } from '@x/emulator'
 *
 * const oci = await startEmulator()
 * const clock: EmulatorClock = oci.clock
 * clock.freeze(Date.UTC(2026, 10, 20, 8))
 * clock.advance(1500)
 * console.log(new Date(clock.now()).toISOString()) // "2026-11-20T08:00:01.500Z"
 * await oci.close()
 * ```
 */
export interface EmulatorClock {
  /** The emulator's current time, in epoch milliseconds. */
  now(): number
  /** Whether the clock stands still. */
  isFrozen(): boolean
  /**
   * Sets the time; a running clock goes on from there, a frozen one stays there.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION
   */
  set(epochMs: number): void
  /**
   * Moves the time by so many milliseconds (negative: back).
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION
   */
  advance(ms: number): void
  /**
   * Stops the clock.
   *
   * @param epochMs - where it stands. Default: the current time
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION
   */
  freeze(epochMs?: number): void
  /** Lets a frozen clock run on from where it stands. */
  resume(): void
  /**
   * Runs at real time plus so many milliseconds; ends a freeze.
   *
   * @throws {@link EmulatorOptionError} ERR_EMULATOR_OPTION
   */
  offset(ms: number): void
}

/**
 * Where the clock starts. Default: at real time, running.
 *
 * @example
 * ```ts
 * import { startEmulator, type ClockOptions } from '@x/emulator'
 *
 * const tenMinutesBehind: ClockOptions = { offsetMs: -600_000 }
 * const oci = await startEmulator({ clock: tenMinutesBehind })
 * await oci.close()
 * ```
 */
export interface ClockOptions {
  /** Milliseconds added to real time. @defaultValue 0 */
  readonly offsetMs?: number | undefined
  /** Epoch milliseconds at which the clock stands still; wins over `offsetMs`. */
  readonly frozenAt?: number | undefined
}

/** What the emulator itself can do with its clock beside that. */
export interface ResettableClock extends EmulatorClock {
  /** Back to where it was started. */
  reset(): void
}

/** Looks `Date` up at each call: where a test replaces it, client and emulator have the same time. */
const presentTime = (): number => Date.now()

const NAMES = namesOf<ClockOptions>({ offsetMs: true, frozenAt: true })

export function createClock(options: ClockOptions = {}, realNow: () => number = presentTime): ResettableClock {
  knownOptions('clock', options, NAMES)
  const startOffsetMs = checkedOffset('clock.offsetMs', options.offsetMs ?? 0, realNow())
  const startFrozenAt = options.frozenAt === undefined ? undefined : checked('clock.frozenAt', options.frozenAt)
  let [offsetMs, frozenAt] = [startOffsetMs, startFrozenAt]
  const now = (): number => frozenAt ?? realNow() + offsetMs
  const set = (epochMs: number): void => {
    checked('clock', epochMs)
    if (frozenAt === undefined) offsetMs = epochMs - realNow()
    else frozenAt = epochMs
  }
  return {
    now,
    isFrozen: () => frozenAt !== undefined,
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
      offsetMs = checkedOffset('clock', ms, realNow())
      frozenAt = undefined
    },
    reset: () => {
      ;[offsetMs, frozenAt] = [startOffsetMs, startFrozenAt]
    },
  }
}

/** Beyond these years HTTP has no dates: what the emulator says of its time could not be read, and every request would be refused. */
const [FIRST, LAST] = [Date.UTC(1000, 0, 1), Date.UTC(9999, 11, 31, 23, 59, 59, 999)]

function checked(option: string, epochMs: number): number {
  if (typeof epochMs === 'number' && epochMs >= FIRST && epochMs <= LAST) return epochMs
  const message = `"${option}" is not a time in milliseconds from the year 1000 to 9999. Give a number that is.`
  throw new EmulatorOptionError(option, message)
}

/** An offset has to lead to such a time, too. */
function checkedOffset(option: string, ms: number, realNow: number): number {
  checked(option, typeof ms === 'number' ? realNow + ms : Number.NaN)
  return ms
}

// How things are timed: contenders in one run, turn by turn, so that a noisy machine disturbs all of them alike.

/** One contender's share of a round: it does a fixed amount of work. */
export type Work = () => unknown

/** The value in the middle, and those that one measurement in ten stays below or above. */
export interface Spread {
  readonly median: number
  readonly p10: number
  readonly p90: number
}

/**
 * @param fraction - 0 for the smallest value, 1 for the largest; between two values it is interpolated
 * @throws RangeError when there are no values, or one of them is not a finite number
 */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * fraction
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]]
  if (below === undefined || above === undefined || !values.every(Number.isFinite))
    throw new RangeError(`Not measured: ${values.length === 0 ? 'no values' : values.join(', ')}.`)
  return below + (above - below) * (position % 1)
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: quantile(values, 0.5),
  p10: quantile(values, 0.1),
  p90: quantile(values, 0.9),
})

/** Of two series that were measured together: each value over the one of the same round. */
export function ratios(values: readonly number[], references: readonly number[]): number[] {
  return paired(values, references, (value, reference) => value / reference)
}

export function differences(values: readonly number[], references: readonly number[]): number[] {
  return paired(values, references, (value, reference) => value - reference)
}

function paired(
  values: readonly number[],
  references: readonly number[],
  combine: (value: number, reference: number) => number,
): number[] {
  if (values.length !== references.length) throw new RangeError('Two series of different length cannot be paired.')
  return values.map((value, index) => combine(value, references[index] ?? Number.NaN))
}

export interface InterleavedOptions {
  readonly rounds: number
  /** Not counted: until V8 has compiled what runs often, it is V8 that is measured. @defaultValue 2 */
  readonly warmUpRounds?: number
  /** Milliseconds. @defaultValue performance.now */
  readonly now?: () => number
}

/**
 * Milliseconds of each contender in each round. The contenders take turns, and the order turns round from one round to the
 * next, so that neither a drift of the machine nor one contender's garbage favours another.
 */
export async function interleaved<Name extends string>(
  contenders: Readonly<Record<Name, Work>>,
  { rounds, warmUpRounds = 2, now = () => performance.now() }: InterleavedOptions,
): Promise<Record<Name, number[]>> {
  const turns = Object.entries(contenders) as [Name, Work][]
  const times = Object.fromEntries(turns.map(([name]) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    for (const [name, work] of round % 2 === 0 ? turns : turns.toReversed()) {
      const start = now()
      await work()
      if (round >= warmUpRounds) times[name].push(now() - start)
    }
  }
  return times
}

/** Work that does `task` `count` times, one after the other. */
export function serially(count: number, task: Work): Work {
  return async () => {
    for (let done = 0; done < count; done++) await task()
  }
}

/** Work that does `task` `count` times with `inFlight` of them under way at any time. */
export function concurrently(count: number, inFlight: number, task: Work): Work {
  return async () => {
    let begun = 0
    const lane = async (): Promise<void> => {
      while (begun++ < count) await task()
    }
    await Promise.all(Array.from({ length: inFlight }, lane))
  }
}

// A straight line through samples: whether something grows, and how sure that is.

export interface Sample {
  readonly x: number
  readonly y: number
}

export interface Slope {
  /** Of y for each x. */
  readonly perX: number
  /** Two standard errors: the slope is within this much of `perX` in 19 of 20 cases. */
  readonly within: number
  readonly samples: number
}

/**
 * Least squares.
 *
 * @returns `undefined` for fewer than three samples, or when all have the same x
 */
export function fitSlope(samples: readonly Sample[]): Slope | undefined {
  const { length } = samples
  if (length < 3) return undefined
  const meanX = sum(samples, ({ x }) => x) / length
  const meanY = sum(samples, ({ y }) => y) / length
  const spread = sum(samples, ({ x }) => (x - meanX) ** 2)
  if (spread === 0) return undefined
  const perX = sum(samples, ({ x, y }) => (x - meanX) * (y - meanY)) / spread
  const unexplained = sum(samples, ({ x, y }) => (y - meanY - perX * (x - meanX)) ** 2)
  return { perX, within: 2 * Math.sqrt(unexplained / (length - 2) / spread), samples: length }
}

const sum = (samples: readonly Sample[], of: (sample: Sample) => number): number =>
  samples.reduce((total, sample) => total + of(sample), 0)

// One line of the table: what was measured, what it should be, and whether it is.
import type { Spread } from './measure.ts'
import type { Plot } from './plots/plot.ts'

export interface Row {
  readonly what: string
  /** Absent for a figure that is there to compare with. */
  readonly goal?: string | undefined
  readonly measured: string
  /** Absent where there is no goal. */
  readonly reached?: boolean | undefined
  /** Not a goal but a promise: the run fails where it is not reached. */
  readonly mustHold?: boolean | undefined
  /** What the line was made of, for `--json`. */
  readonly raw: unknown
  /** A picture of it, for the documentation. */
  readonly plot?: Plot | undefined
}

export interface BenchOptions {
  /** Rounds of each comparison. */
  readonly rounds: number
  readonly soakRequests: number
}

/** A file of `rows/`: it measures one thing, which may take more than one line to say. */
export type Measurement = (options: BenchOptions) => Promise<readonly Row[]>

/** How a figure is written: so many of `symbol`, which is `size` of what the figure counts. */
interface Unit {
  readonly symbol: string
  readonly size: number
  readonly digits: number
}

export const TIMES: Unit = { symbol: '×', size: 1, digits: 2 }
export const PERCENT: Unit = { symbol: '%', size: 0.01, digits: 1 }
export const MILLISECONDS: Unit = { symbol: 'ms', size: 1, digits: 1 }
/** Of a figure in milliseconds. */
export const MICROSECONDS: Unit = { symbol: 'µs', size: 0.001, digits: 2 }
export const KILOBYTES: Unit = { symbol: 'kB', size: 1e3, digits: 2 }
export const MEGABYTES: Unit = { symbol: 'MB', size: 1e6, digits: 1 }
export const MEBIBYTES: Unit = { symbol: 'MiB', size: 2 ** 20, digits: 1 }

const figure = (value: number, { size, digits }: Unit): string => (value / size).toFixed(digits)

export const show = (value: number, unit: Unit): string => `${figure(value, unit)} ${unit.symbol}`

/** `0.97 × (0.95 – 0.99)`: the median, and in brackets what nine rounds of ten stayed above, and below. */
export const showSpread = ({ median, p10, p90 }: Spread, unit: Unit): string =>
  `${show(median, unit)} (${figure(p10, unit)} – ${figure(p90, unit)})`

export const perSecond = (count: number, spentMs: number): string => `${Math.round((count / spentMs) * 1000)}/s`

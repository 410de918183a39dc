// What a picture shows; plain data, so that it can be drawn again from the JSON of a run.
import type { Spread } from '../measure.ts'

export interface Point {
  readonly x: number
  readonly y: Spread
}

/** Figures over a quantity that doubles or quadruples from one mark to the next. */
export interface LinePlot {
  readonly kind: 'lines'
  /** Of its file, without the ending. */
  readonly name: string
  readonly title: string
  readonly xLabel: string
  readonly yLabel: string
  readonly series: readonly { readonly label: string; readonly points: readonly Point[] }[]
}

/** Times that add up. */
export interface BarPlot {
  readonly kind: 'bars'
  readonly name: string
  readonly title: string
  /** Of each part, in milliseconds; the same parts in every bar. */
  readonly bars: readonly { readonly label: string; readonly parts: Readonly<Record<string, number>> }[]
}

export type Plot = LinePlot | BarPlot

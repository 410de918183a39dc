// A plot as SVG.
import { drawBars } from './bar-plot.ts'
import { drawLines } from './line-plot.ts'
import type { Plot } from './plot.ts'

export const draw = (plot: Plot): string => (plot.kind === 'lines' ? drawLines(plot) : drawBars(plot))

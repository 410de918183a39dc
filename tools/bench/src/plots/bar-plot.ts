// Draws times that add up as bars, one below the other, with what their colours mean underneath.
import type { BarPlot } from './plot.ts'
import { roundMarks } from './scale.ts'
import { box, picture, rule, text, WIDTH } from './svg.ts'

const PLOT = { left: 200, right: WIDTH - 90, top: 50 }
const BAR = { height: 26, distance: 44 }
/** Columns of the legend. */
const COLUMNS = 3
const LEGEND_LINE = 22
/** A figure inside its part needs this much room. */
const FIGURE_WIDTH = 34

export function drawBars({ title, bars }: BarPlot): string {
  const names = [...new Set(bars.flatMap(({ parts }) => Object.keys(parts)))]
  const total = (parts: Readonly<Record<string, number>>): number =>
    Object.values(parts).reduce((sum, each) => sum + each, 0)
  const marks = roundMarks(Math.max(...bars.map(({ parts }) => total(parts))))
  const x = (ms: number): number => PLOT.left + (ms / (marks.at(-1) ?? 1)) * (PLOT.right - PLOT.left)
  const bottom = PLOT.top + bars.length * BAR.distance
  const legend = bottom + 56
  const height = legend + Math.ceil(names.length / COLUMNS) * LEGEND_LINE
  return picture(
    height,
    `${title}: ${bars.map(({ label, parts }) => `${label} ${Math.round(total(parts))} ms`).join(', ')}`,
    [
      text(title, { x: 16, y: 24 }, 'title'),
      ...marks.flatMap((mark) => [
        rule({ x: x(mark), y: PLOT.top - 8 }, { x: x(mark), y: bottom }),
        text(mark.toLocaleString('en'), { x: x(mark), y: bottom + 18 }, 'quiet', 'middle'),
      ]),
      text('ms', { x: PLOT.right + 34, y: bottom + 18 }),
      ...bars.flatMap(({ label, parts }, index) => {
        const y = PLOT.top + index * BAR.distance
        return [
          text(label, { x: PLOT.left - 12, y: y + 18 }, '', 'end'),
          ...stacked(names, parts, (ms) => x(ms), y),
          text(`${Math.round(total(parts))} ms`, { x: x(total(parts)) + 8, y: y + 18 }, ''),
        ]
      }),
      ...names.flatMap((name, colour) => {
        const at = { x: 16 + (colour % COLUMNS) * 235, y: legend + Math.floor(colour / COLUMNS) * LEGEND_LINE }
        return [
          box({ x: at.x, y: at.y - 11 }, { width: 12, height: 12 }, colour),
          text(name, { x: at.x + 18, y: at.y }),
        ]
      }),
    ],
  )
}

function stacked(
  names: readonly string[],
  parts: Readonly<Record<string, number>>,
  x: (ms: number) => number,
  y: number,
): string[] {
  let begin = 0
  return names.flatMap((name, colour) => {
    const ms = parts[name] ?? 0
    const [left, right] = [x(begin), x(begin + ms)]
    begin += ms
    const figure =
      right - left < FIGURE_WIDTH
        ? []
        : [text(String(Math.round(ms)), { x: (left + right) / 2, y: y + 18 }, 'inside', 'middle')]
    return [box({ x: left, y }, { width: right - left, height: BAR.height }, colour), ...figure]
  })
}

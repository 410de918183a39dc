// Draws lines over a quantity that grows by factors, each with its name at its end and a band for its spread.
import type { LinePlot, Point } from './plot.ts'
import { roundMarks, spreadOut } from './scale.ts'
import { area, dot, line, picture, rule, text, WIDTH, type Placed } from './svg.ts'

const HEIGHT = 380
const PLOT = { left: 70, right: WIDTH - 150, top: 62, bottom: HEIGHT - 52 }
const LABEL_DISTANCE = 17

export function drawLines({ title, xLabel, yLabel, series }: LinePlot): string {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].toSorted((a, b) => a - b)
  const marks = roundMarks(Math.max(...series.flatMap(({ points }) => points.map(({ y }) => y.p90))))
  const x = (value: number): number => {
    const [first = 1, last = 1] = [xs[0], xs.at(-1)]
    const share = first === last ? 0.5 : Math.log(value / first) / Math.log(last / first)
    return PLOT.left + share * (PLOT.right - PLOT.left)
  }
  const y = (value: number): number => PLOT.bottom - (value / (marks.at(-1) ?? 1)) * (PLOT.bottom - PLOT.top)
  const place = (value: Point, of: 'median' | 'p10' | 'p90'): Placed => ({ x: x(value.x), y: y(value.y[of]) })
  const ends = series.map(({ points }) => y(points.at(-1)?.y.median ?? 0))
  const labels = spreadOut(ends, LABEL_DISTANCE, PLOT.top)
  return picture(HEIGHT, `${title}: ${series.map(({ label }) => label).join(', ')}`, [
    text(title, { x: 16, y: 24 }, 'title'),
    text(yLabel, { x: 16, y: 44 }),
    ...marks.flatMap((mark) => [
      rule({ x: PLOT.left, y: y(mark) }, { x: PLOT.right, y: y(mark) }),
      text(mark.toLocaleString('en'), { x: PLOT.left - 8, y: y(mark) + 4 }, 'quiet', 'end'),
    ]),
    ...xs.map((each) => text(each.toLocaleString('en'), { x: x(each), y: PLOT.bottom + 20 }, 'quiet', 'middle')),
    text(xLabel, { x: (PLOT.left + PLOT.right) / 2, y: PLOT.bottom + 42 }, 'quiet', 'middle'),
    ...series.flatMap(({ label, points }, colour) => [
      area(
        [...points.map((each) => place(each, 'p90')), ...points.map((each) => place(each, 'p10')).toReversed()],
        colour,
      ),
      line(
        points.map((each) => place(each, 'median')),
        colour,
      ),
      ...points.map((each) => dot(place(each, 'median'), colour)),
      text(label, { x: PLOT.right + 12, y: (labels[colour] ?? 0) + 4 }, `f${colour}`),
    ]),
  ])
}

import { describe, expect, it } from 'vitest'
import { draw } from './draw.ts'

const exactly = (value: number) => ({ median: value, p10: value, p90: value })

const lines = {
  kind: 'lines',
  name: 'rate',
  title: 'Rate & <more>',
  xLabel: 'in flight',
  yLabel: 'per second',
  series: [
    { label: 'ours', points: [1, 2, 4].map((x) => ({ x, y: exactly(100 * x) })) },
    { label: 'theirs', points: [1, 2, 4].map((x) => ({ x, y: exactly(99 * x) })) },
  ],
} as const

const bars = {
  kind: 'bars',
  name: 'phases',
  title: 'Phases',
  bars: [
    { label: 'ours', parts: { import: 20, call: 80 } },
    { label: 'theirs', parts: { import: 100, call: 20.4 } },
  ],
} as const

describe('a plot of lines', () => {
  const svg = draw(lines)

  it('names every line at its end, where no other name stands', () => {
    const places = [...svg.matchAll(/y="([\d.]+)" text-anchor="start">(?:ours|theirs)</g)].map(([, y]) => Number(y))
    expect(places).toHaveLength(2)
    expect(Math.abs((places[0] ?? 0) - (places[1] ?? 0))).toBeGreaterThanOrEqual(17)
  })

  it('puts every doubling at the same distance', () => {
    const [first, second, third] = [...svg.matchAll(/<circle[^>]*cx="([\d.]+)"/g)].map(([, x]) => Number(x))
    expect((third ?? 0) - (second ?? 0)).toBeCloseTo((second ?? 0) - (first ?? 0), 0)
  })

  it('escapes its texts', () => {
    expect(svg).toContain('Rate &amp; &lt;more&gt;')
    expect(svg).not.toContain('<more>')
  })

  it('has colours for dark ground', () => {
    expect(svg).toContain('prefers-color-scheme: dark')
  })
})

describe('a plot of bars', () => {
  const svg = draw(bars)

  it('lays the parts of a bar end to end', () => {
    const boxes = [...svg.matchAll(/<rect class="f\d" x="([\d.]+)" y="50" width="([\d.]+)"/g)]
    const [first, second] = boxes.map(([, x, width]) => ({ x: Number(x), width: Number(width) }))
    expect((first?.x ?? 0) + (first?.width ?? 0)).toBeCloseTo(second?.x ?? 0, 0)
    expect((second?.width ?? 0) / (first?.width ?? 1)).toBeCloseTo(4, 1)
  })

  it('says what each adds up to, and what its colours mean', () => {
    expect(svg).toContain('>120 ms<')
    expect(svg.match(/>import</g)).toHaveLength(1)
  })
})

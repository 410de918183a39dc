import { describe, expect, it } from 'vitest'
import { draw } from './draw.ts'

const exactly = (value: number) => ({ median: value, p10: value * 0.9, p90: value * 1.1 })

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

/** The texts of a picture by where they stand, `[x, y]`. */
const placesOf = (svg: string, wanted: string): readonly (readonly number[])[] =>
  [...svg.matchAll(/<text[^>]*transform="translate\(([-\d.]+) ([-\d.]+)\)"[^>]*>([^<]*)</g)]
    .filter(([, , , text]) => text === wanted)
    .map(([, x, y]) => [Number(x), Number(y)])

/** Where the figures of all lines are marked. */
const marksOf = (svg: string): readonly { readonly x: number; readonly y: number }[] =>
  [...svg.matchAll(/<path d="M1 0A[^>]*transform="matrix\(3\.5,0,0,3\.5,([\d.]+),([\d.]+)\)/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }))

/** Left and right end of what fills a bar, in the order of drawing. */
const boxesOf = (svg: string): readonly (readonly [number, number])[] =>
  [...svg.matchAll(/<path d="M([\d.]+) [\d.]+l([\d.]+) 0l0 26/g)].map(([, x, width]) => [
    Number(x),
    Number(x) + Number(width),
  ])

describe('a plot of lines', () => {
  const svg = draw(lines)

  it('names every line at its end, where no other name stands', () => {
    const [[[, ours = 0] = []], [[, theirs = 0] = []]] = [placesOf(svg, 'ours'), placesOf(svg, 'theirs')]
    expect(Math.abs(ours - theirs)).toBeGreaterThanOrEqual(12)
  })

  it('marks every figure where it belongs, each factor at the same distance', () => {
    const [one, two, four] = marksOf(svg)
    expect(four!.x - two!.x).toBeCloseTo(two!.x - one!.x, 0)
    // 100, 200, 400: twice as far up.
    expect(two!.y - four!.y).toBeCloseTo(2 * (one!.y - two!.y), 0)
    expect(marksOf(svg)).toHaveLength(6)
  })

  it('escapes its texts', () => {
    expect(svg).toContain('Rate &amp; &lt;more&gt;')
    expect(svg).not.toContain('<more>')
  })
})

describe('a plot of bars', () => {
  const svg = draw(bars)

  it('has a figure for each part, and what they add up to', () => {
    for (const figure of ['20', '80', '100', '100 ms', '120 ms']) expect(svg).toContain(`>${figure}<`)
  })

  it('lays the parts of a bar end to end, as long as they take', () => {
    const [ours, , oursNext] = boxesOf(svg)
    expect(ours![1]).toBeCloseTo(oursNext![0], 0)
    expect((oursNext![1] - oursNext![0]) / (ours![1] - ours![0])).toBeCloseTo(4, 1)
  })

  it('says what its colours mean, once', () => {
    expect(svg.match(/>import</g)).toHaveLength(1)
  })
})

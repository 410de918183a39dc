import { describe, expect, it } from 'vitest'
import { MICROSECONDS, PERCENT, perSecond, show, showSpread, TIMES, type Row } from './row.ts'
import { table, verdictOf } from './table.ts'

const row = (what: string, reached?: boolean): Row => ({
  what,
  measured: '1',
  raw: 1,
  ...(reached !== undefined && { goal: '< 2', reached }),
})

describe('table', () => {
  it('says ok where the goal is reached, missed where it is not, and nothing where there is none', () => {
    expect([row('a', true), row('b', false), row('c')].map(verdictOf)).toEqual(['ok', 'missed', '–'])
  })

  it('has columns as wide as their widest cells, and no space at the end of a line', () => {
    expect(table([row('a', true), row('a longer name')]).split('\n')).toEqual([
      'what           goal  measured: median (p10 – p90)  verdict',
      '─────────────  ────  ────────────────────────────  ───────',
      'a              < 2   1                             ok',
      'a longer name  –     1                             –',
    ])
  })
})

describe('figures', () => {
  it.each([
    [show(0.0042, MICROSECONDS), '4.20 µs'],
    [showSpread({ median: 0.05, p10: -0.011, p90: 0.2 }, PERCENT), '5.0 % (-1.1 – 20.0)'],
    [showSpread({ median: 0.966, p10: 0.9, p90: 1 }, TIMES), '0.97 × (0.90 – 1.00)'],
    [perSecond(50, 25), '2000/s'],
  ])('are written as %s', (written, expected) => {
    expect(written).toBe(expected)
  })
})

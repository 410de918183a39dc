// A plot as SVG, drawn by ECharts: here is what each kind of picture looks like.
import { init, type EChartsOption, type SeriesOption } from 'echarts'
import type { BarPlot, LinePlot, Plot } from './plot.ts'

/** Readable on light ground and on dark, which a picture in a document cannot know, and told apart by people who don't see all colours. */
const COLOURS = ['#2f81f7', '#db6d28', '#848d97', '#2da44e', '#a371f7', '#bf8700'] as const
const QUIET = '#848d97'
const WIDTH = 720
const LINES_HEIGHT = 380
const BAR_DISTANCE = 44
/** A figure inside its part needs this share of the longest bar. */
const ROOM_FOR_FIGURE = 0.05

export function draw(plot: Plot): string {
  const height = plot.kind === 'lines' ? LINES_HEIGHT : 130 + plot.bars.length * BAR_DISTANCE
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height })
  try {
    chart.setOption({ ...common(plot.title), ...(plot.kind === 'lines' ? lines(plot) : bars(plot)) })
    return `${chart.renderToSVGString()}\n`
  } finally {
    chart.dispose()
  }
}

const common = (title: string): EChartsOption => ({
  animation: false,
  color: [...COLOURS],
  textStyle: { fontFamily: 'system-ui, sans-serif', fontSize: 13 },
  title: { text: title, left: 8, top: 4, textStyle: { color: QUIET, fontSize: 15 } },
})

const axis = {
  axisLabel: { color: QUIET },
  axisLine: { lineStyle: { color: QUIET } },
  nameTextStyle: { color: QUIET },
} as const
const grid = { splitLine: { lineStyle: { color: QUIET, opacity: 0.3 } } } as const

/** Each line has its name at its end, and a band for its spread. */
function lines({ xLabel, yLabel, series }: LinePlot): EChartsOption {
  // From one to the next they grow by the same factor, so that they stand as far from each other as on a logarithmic axis.
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].toSorted((a, b) => a - b)
  return {
    grid: { left: 70, right: 150, top: 66, bottom: 52 },
    xAxis: {
      ...axis,
      type: 'category',
      boundaryGap: false,
      name: xLabel,
      nameLocation: 'middle',
      nameGap: 30,
      data: xs,
    },
    yAxis: { ...axis, ...grid, type: 'value', min: 0, name: yLabel, nameTextStyle: { color: QUIET, align: 'left' } },
    series: series.flatMap(({ label, points }, index): SeriesOption[] => {
      const at = (yOf: (point: (typeof points)[number]) => number) =>
        points.map((point) => [String(point.x), yOf(point)])
      const hidden = {
        type: 'line',
        stack: label,
        stackStrategy: 'all',
        symbol: 'none',
        lineStyle: { opacity: 0 },
      } as const
      const color = COLOURS[index % COLOURS.length] ?? QUIET
      return [
        { ...hidden, data: at(({ y }) => y.p10) },
        { ...hidden, data: at(({ y }) => y.p90 - y.p10), areaStyle: { color, opacity: 0.15 } },
        {
          type: 'line',
          name: label,
          data: at(({ y }) => y.median),
          color,
          symbol: 'circle',
          symbolSize: 7,
          lineStyle: { width: 2.5 },
          endLabel: { show: true, formatter: '{a}', color, distance: 12 },
          labelLayout: { moveOverlap: 'shiftY' },
        },
      ]
    }),
  }
}

/** One bar below the other, each made of the same parts, with what they add up to at its end. */
function bars({ bars: all }: BarPlot): EChartsOption {
  const names = [...new Set(all.flatMap(({ parts }) => Object.keys(parts)))]
  const totals = all.map(({ parts }) => Object.values(parts).reduce((sum, ms) => sum + ms, 0))
  const leastMs = Math.max(...totals) * ROOM_FOR_FIGURE
  const stacked = { type: 'bar', stack: 'parts', barWidth: 26 } as const
  const figure = (ms: number) => ({ value: ms, label: { show: ms >= leastMs, formatter: String(Math.round(ms)) } })
  return {
    grid: { left: 200, right: 90, top: 44, bottom: 76 },
    legend: {
      bottom: 4,
      left: 8,
      itemWidth: 12,
      itemHeight: 12,
      itemGap: 26,
      data: names,
      textStyle: { color: QUIET },
    },
    xAxis: { ...axis, ...grid, type: 'value', name: 'ms' },
    yAxis: { ...axis, type: 'category', inverse: true, data: all.map(({ label }) => label) },
    series: [
      ...names.map((name): SeriesOption => {
        const data = all.map(({ parts }) => figure(parts[name] ?? 0))
        return { ...stacked, name, data, label: { color: '#ffffff', fontWeight: 'bold' } }
      }),
      {
        ...stacked,
        data: totals.map((ms) => ({ value: 0, label: { formatter: `${Math.round(ms)} ms` } })),
        label: { show: true, position: 'right', color: QUIET },
      },
    ],
  }
}

// The few elements of SVG that the plots are made of, and their colours on light and on dark ground.

export const WIDTH = 720

/** Told apart by people who don't see all colours, too, on either ground. */
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600; font-size: 15px }
  .quiet { fill: #57606a }
  .grid { stroke: #d0d7de; stroke-width: 1 }
  .line { fill: none; stroke-width: 2.5; stroke-linejoin: round }
  .c0 { stroke: #0969da } .c1 { stroke: #bc4c00 } .c2 { stroke: #57606a } .c3 { stroke: #1a7f37 } .c4 { stroke: #8250df } .c5 { stroke: #bf8700 }
  .f0 { fill: #0969da } .f1 { fill: #bc4c00 } .f2 { fill: #6e7781 } .f3 { fill: #1a7f37 } .f4 { fill: #8250df } .f5 { fill: #bf8700 }
  .band { stroke: none; opacity: 0.15 }
  .inside { fill: #ffffff; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .inside { fill: #0d1117 } .quiet { fill: #9198a1 } .grid { stroke: #3d444d }
    .c0 { stroke: #58a6ff } .c1 { stroke: #f0883e } .c2 { stroke: #9198a1 } .c3 { stroke: #3fb950 } .c4 { stroke: #bc8cff } .c5 { stroke: #d29922 }
    .f0 { fill: #58a6ff } .f1 { fill: #f0883e } .f2 { fill: #9198a1 } .f3 { fill: #3fb950 } .f4 { fill: #bc8cff } .f5 { fill: #d29922 }
  }
`

export interface Placed {
  readonly x: number
  readonly y: number
}

type Anchor = 'start' | 'middle' | 'end'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const round = (value: number): number => Math.round(value * 10) / 10

export const text = (content: string, { x, y }: Placed, kind = 'quiet', anchor: Anchor = 'start'): string =>
  `<text class="${kind}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escaped(content)}</text>`

export const rule = (from: Placed, to: Placed): string =>
  `<line class="grid" x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}"/>`

const points = (places: readonly Placed[]): string => places.map(({ x, y }) => `${round(x)},${round(y)}`).join(' ')

export const line = (places: readonly Placed[], colour: number): string =>
  `<polyline class="line c${colour}" points="${points(places)}"/>`

export const area = (places: readonly Placed[], colour: number): string =>
  `<polygon class="band f${colour}" points="${points(places)}"/>`

export const dot = ({ x, y }: Placed, colour: number): string =>
  `<circle class="f${colour}" cx="${round(x)}" cy="${round(y)}" r="3.5"/>`

export const box = ({ x, y }: Placed, size: { width: number; height: number }, colour: number): string =>
  `<rect class="f${colour}" x="${round(x)}" y="${round(y)}" width="${round(size.width)}" height="${round(size.height)}"/>`

/** @param description - for those who cannot see it */
export const picture = (height: number, description: string, elements: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escaped(description)}</title>`,
    `<style>${STYLE}</style>`,
    ...elements,
    '</svg>\n',
  ].join('\n')

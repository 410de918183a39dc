// Tables as the formatter would lay them out, and the marked places in documents that hold them; pure.

type Row = readonly string[]

/** Columns padded to their widest cell. */
export function markdownTable(header: Row, rows: readonly Row[]): string {
  const widths = header.map((name, column) =>
    Math.max(3, name.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: Row): string => `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

/** Whatever command it names. */
const begin = (name: string): string => `<!-- ${name}: written by npm run `
const end = (name: string): string => `<!-- end of ${name} -->`
const MARK_END = ' -->'

/** The place in `document` from its mark to the mark of its end. */
function placeOf(document: string, name: string): readonly [from: number, to: number] {
  const from = document.indexOf(begin(name))
  const to = document.indexOf(end(name))
  if (from < 0 || to < from) throw new Error(`the marks ${begin(name)}…${MARK_END} and ${end(name)} are missing`)
  return [document.indexOf(MARK_END, from) + MARK_END.length, to]
}

/** What stands between the marks. */
export const readPlace = (document: string, name: string): string => document.slice(...placeOf(document, name)).trim()

/** The document with `text` between the marks. */
export function writePlace(document: string, name: string, text: string): string {
  const [from, to] = placeOf(document, name)
  return `${document.slice(0, from)}\n\n${text}\n\n${document.slice(to)}`
}

// The document of a run: tables between the markers of docs/performance.md, and the plots beside it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { draw } from './plots/draw.ts'
import type { Run } from './run.ts'
import { cellsOf, HEAD } from './table.ts'

const DOCUMENT = fileURLToPath(new URL('../../../docs/performance.md', import.meta.url))
const PLOTS = new URL('../../../docs/plots/', import.meta.url)

/** Draws the run's plots and puts its tables into the document. */
export async function writeReport(run: Run): Promise<void> {
  mkdirSync(PLOTS, { recursive: true })
  for (const { plot } of run.rows) if (plot) writeFileSync(new URL(`${plot.name}.svg`, PLOTS), draw(plot))
  const text = between(readFileSync(DOCUMENT, 'utf8'), { run: runLines(run), rows: markdownTable(run) })
  writeFileSync(DOCUMENT, await format(text, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' }))
}

/**
 * A document with other text between its markers, `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`.
 *
 * @throws Error when a marker is missing
 */
export function between(document: string, parts: Readonly<Record<string, string>>): string {
  let text = document
  for (const [name, part] of Object.entries(parts)) {
    const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
    const [start, end] = [text.indexOf(open), text.indexOf(close)]
    if (start === -1 || end < start) throw new Error(`The document has no ${open} … ${close}.`)
    text = `${text.slice(0, start + open.length)}\n\n${part}\n\n${text.slice(end)}`
  }
  return text
}

const runLines = ({ date, command, machine, versions }: Run): string =>
  [
    `- Date: ${date}`,
    `- Command: \`${command}\``,
    `- Machine: ${machine}`,
    `- Compared with: ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
  ].join('\n')

function markdownTable({ rows }: Run): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.trim().replaceAll('|', '\\|')).join(' | ')} |`
  // A line that goes on with the one above is indented; Markdown would drop that.
  const name = (what: string): string => (what.startsWith('  ') ? `… ${what.trim()}` : what)
  return [
    line(HEAD),
    line(HEAD.map(() => '---')),
    ...rows.map(cellsOf).map(([what = '', ...rest]) => line([name(what), ...rest])),
  ].join('\n')
}

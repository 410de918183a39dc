// A table as text for a terminal, of the benchmark as of the soak.

type Line = readonly string[]

/** Each column as wide as its widest cell. */
export function textTable(head: Line, rows: readonly Line[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((line) => line[column]?.length ?? 0)))
  const text = (line: Line): string =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [text(head), text(widths.map((width) => '─'.repeat(width))), ...rows.map(text)].join('\n')
}

// Where a value ends that goes on in lines that are indented further than its name: blocks and lists of YAML, folded headers.

/** The mark of a YAML block: it stands at the end of the name's line. */
const BLOCK = /[|>][-+\d]{0,2}[ \t]{0,20}(?=[\r\n])/y
/** A line that says nothing, is an item of a list, is a frame of a stack trace, or none of these. */
const LINE =
  /(?:\r\n|[\r\n\u2028\u2029])(?<indent>[ \t]*)(?:(?<blank>(?=[\r\n\u2028\u2029]|$))|(?<item>- )|(?<frame>at )|)[^\r\n\u2028\u2029]*/y

/** A value of which the first line is known. */
interface Value {
  readonly start: number
  readonly end: number
  /** Where its name stands in a line that it begins. */
  readonly column: number | undefined
  /** Where the separator after its name is. */
  readonly separator: number
}

export function endOfIndented(text: string, { start, end, column, separator }: Value): number {
  BLOCK.lastIndex = start
  const isBlock = BLOCK.test(text)
  if (!isBlock && column === undefined) return end
  const least = column ?? indentOf(text, separator)
  const isList = text.startsWith('- ', start)
  let last = isBlock ? Math.max(end, BLOCK.lastIndex) : end
  LINE.lastIndex = last
  for (let line = LINE.exec(text); line !== null; line = LINE.exec(text)) {
    const { indent = '', blank, item, frame } = line.groups ?? {}
    if (blank !== undefined) continue
    const isItem = isList && item !== undefined && indent.length === least
    if (frame !== undefined || (indent.length <= least && !isItem)) break
    last = LINE.lastIndex
  }
  return last
}

/** Of the line in which `at` is. */
function indentOf(text: string, at: number): number {
  let lineStart = at
  while (lineStart > 0 && !/[\r\n]/.test(text.charAt(lineStart - 1))) lineStart--
  return text.slice(lineStart).search(/[^ \t]/)
}

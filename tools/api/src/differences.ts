// What differs between two texts, line by line, for a message: a reader has git for the rest.

/** Lines of one that the other lacks, in order: `- ` gone, `+ ` new. */
export function differences(before: string, after: string): readonly string[] {
  return [...missing(before, after).map((line) => `- ${line}`), ...missing(after, before).map((line) => `+ ${line}`)]
}

function missing(text: string, other: string): readonly string[] {
  const left = new Map<string, number>()
  for (const line of other.split('\n')) left.set(line, (left.get(line) ?? 0) + 1)
  return text.split('\n').filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}

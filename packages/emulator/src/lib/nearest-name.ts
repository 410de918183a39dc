// Finds the name that was probably meant where an unknown one was written.

/** The name that is most like the given one, `undefined` when none is. Case, `-` and `_` do not matter. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  const written = plain(given)
  const [best] = names
    .map((name) => ({ name, distance: distanceOf(written, plain(name)) }))
    .toSorted((a, b) => a.distance - b.distance)
  return best !== undefined && best.distance <= MOST_UNLIKE ? best.name : undefined
}

/** The share of its letters in which a name may differ. */
const MOST_UNLIKE = 0.4
/** The distance of names of which one begins with the other, as `lifetimeSeconds` with `lifetime`. */
const WORD_AT_END = 0.2

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '')

function distanceOf(written: string, name: string): number {
  const [short, long] = written.length < name.length ? [written, name] : [name, written]
  if (short.length >= 3 && long.startsWith(short)) return short === long ? 0 : WORD_AT_END
  return countEdits(written, name) / Math.max(long.length, 1)
}

/** How many letters have to be added, left out, replaced or swapped with their neighbour. */
function countEdits(from: string, to: string): number {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row++) {
    const present = [row]
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(last, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1)
      const swapped =
        from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1] ? at(beforeLast, column - 2) + 1 : replaced
      present.push(Math.min(replaced, swapped, at(last, column) + 1, at(present, column - 1) + 1))
    }
    beforeLast = last
    last = present
  }
  return at(last, to.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY

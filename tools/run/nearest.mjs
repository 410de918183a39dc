// The name that somebody meant by one that is none.

/**
 * @param {string} name
 * @param {readonly string[]} known
 * @returns {string | undefined} `undefined` when nothing is near
 */
export function nearest(name, known) {
  const [best] = known
    .map((each) => ({ each, letters: distance(each, name) }))
    .filter(({ each, letters }) => letters <= 2 && letters * 2 <= Math.max(each.length, name.length))
    .sort((one, other) => one.letters - other.letters)
  return best?.each
}

/** How many letters have to be added, taken out or replaced to make one of the other. */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const replaced = row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1))
    }
    row = next
  }
  return row[other.length]
}

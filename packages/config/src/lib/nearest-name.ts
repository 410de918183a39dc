// Guesses which option somebody meant by a name that is none.

/**
 * @param meant - other words for an option, in lower case and without punctuation
 * @returns `undefined` when nothing is near
 */
export function nearestName(
  name: string,
  known: readonly string[],
  meant: Readonly<Record<string, string>>,
): string | undefined {
  const wanted = plain(name)
  if (Object.hasOwn(meant, wanted)) return meant[wanted]
  const same = known.find((each) => plain(each) === wanted)
  const byLength = [...known].sort((a, b) => b.length - a.length)
  const inside = byLength.find((each) => wanted.includes(plain(each)))
  const around = wanted.length < 3 ? undefined : byLength.find((each) => plain(each).includes(wanted))
  return same ?? inside ?? around ?? known.find((each) => distance(plain(each), wanted) <= 2)
}

/** `profile_name`, `profile-name` and `profileName` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** How many letters have to be added, taken out or replaced to make one of the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}

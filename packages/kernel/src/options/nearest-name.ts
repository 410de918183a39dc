// Guesses which option somebody meant by a name that is none.
import { ORACLES_NAMES } from './oracles-names.ts'

/** What others call an option, in lower case and without punctuation, and what to use here. */
export type OtherNames = Readonly<Record<string, string>>

/**
 * @param meant - names that only this function's callers may bring
 * @returns `undefined` when nothing is near
 */
export function nearestName(name: string, known: readonly string[], meant: OtherNames): string | undefined {
  const wanted = plain(name)
  const byLength = [...known].sort((a, b) => b.length - a.length)
  return (
    ownMember(meant, wanted) ??
    ownMember(ORACLES_NAMES, wanted)?.find((each) => known.includes(each)) ??
    known.find((each) => plain(each) === wanted) ??
    byLength.find((each) => isPartOf(each, name)) ??
    (wanted.length < 3 ? undefined : byLength.findLast((each) => plain(each).includes(wanted))) ??
    nearestByLetters(wanted, known)
  )
}

const ownMember = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** `profile_name`, `profile-name` and `profileName` are one name. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** A short name counts as a word only: `now` is no part of `unknown`. */
function isPartOf(part: string, name: string): boolean {
  const words = name.replaceAll(/[A-Z]/g, ' $&').split(/[^A-Za-z0-9]+/)
  return part.length > 3 ? plain(name).includes(plain(part)) : words.some((word) => word.toLowerCase() === part)
}

/** Two letters may differ, but not more than every second one. */
function nearestByLetters(wanted: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((each) => ({ each, letters: distance(plain(each), wanted) }))
    .filter(({ each, letters }) => letters <= 2 && letters * 2 <= Math.max(each.length, wanted.length))
    .sort((a, b) => a.letters - b.letters)
  return nearest?.each
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

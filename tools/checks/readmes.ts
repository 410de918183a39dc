// Compares a package's README with its contracts in api/: it names every value that is exported, and every option. Pure.

const EXPORTED = /^export declare (?:abstract )?(?:class|function|const) (\w+)/gm
const OPTIONS = /^(?:export )?interface \w+Options\b[^{]*\{\n([^]*?)^\}/gm
const MEMBER = /^ {2}readonly (\w+)\??:/gm

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => String(match[1]))

/** @param contracts - the texts in api/ of the package and of its sub-paths */
export function readmeFaults(readme: string, contracts: readonly string[]): readonly string[] {
  const words = new Set(readme.match(/\w+/g))
  const unnamed = (names: readonly string[]): readonly string[] => names.filter((name) => !words.has(name))
  const text = contracts.join('\n')
  return [
    ...unnamed(all(text, EXPORTED)).map((name) => `${name} is exported, and not named`),
    ...unnamed(all(text, OPTIONS).flatMap((members) => all(members, MEMBER))).map(
      (name) => `the option ${name} is not named`,
    ),
  ]
}

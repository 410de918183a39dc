// Reads what a page tells users: a package's README names every value and every option in api/, and what code imports has been installed. Pure.

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

const BLOCK = /^```ts[^\n]*\n(.*?)^```$/gms
const IMPORTED = /\bfrom '((?:@[\w-]+\/)?[\w-]+)(?:\/[\w/-]+)?'/g
const INSTALLED = /\bnpm i ([^`\n#]+)/g

/** Packages that the code of a page imports, and that no `npm i` of the page names. What Node has begins with `node:`, and is none. */
export function installFaults(page: string): readonly string[] {
  const installed = new Set(all(page, INSTALLED).flatMap((names) => names.split(' ')))
  const imported = new Set(all(all(page, BLOCK).join('\n'), IMPORTED))
  return [...imported]
    .filter((name) => !installed.has(name))
    .map((name) => `the code imports ${name}, which no \`npm i\` names`)
}

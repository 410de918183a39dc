// Compares the page of the contract with the contracts in api/: it names every value that is exported, classes of errors aside, and no
// other. Pure.

/** Whatever the scope is called. */
const SECTION = /^## (@[\w-]+\/.*)$/m
const BLOCK = /^```typescript\n([\s\S]*?)^```$/gm
const NAMED = /^(?:class |const )?(\w+)/gm
const EXPORTED = /^export declare (?:class|function|const) (\w+)/gm
const ERROR_CLASS = /^[A-Z].*Error$/

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => String(match[1]))

/** @param contracts - the texts in api/, by the names of the packages without scope */
export function contractFaults(page: string, contracts: ReadonlyMap<string, string>): readonly string[] {
  const [, ...parts] = page.split(SECTION)
  const sections = new Map(parts.flatMap((heading, at) => (at % 2 === 0 ? [[heading, String(parts[at + 1])]] : [])))
  const headings = [...sections.keys()].join()
  const absent = [...contracts.keys()].filter((name) => !new RegExp(`/${name}(?![\\w-])`).test(headings))
  return [
    ...absent.map((name) => `docs/contract.md: there is no section for the package ${name}`),
    ...[...sections].flatMap(([heading, body]) => {
      const named = new Set(all(all(body, BLOCK).join(''), NAMED))
      const texts = all(heading, /@[\w-]+\/([\w-]+)/g).map((name) => contracts.get(name) ?? '')
      const exported = new Set(texts.flatMap((text) => all(text, EXPORTED)))
      const missing = [...exported].filter((name) => !ERROR_CLASS.test(name) && !named.has(name))
      const unknown = [...named].filter((name) => !exported.has(name))
      return [
        ...missing.map((name) => `docs/contract.md: ${heading} exports ${name}, which is not named`),
        ...unknown.map((name) => `docs/contract.md: ${heading} does not export ${name}`),
      ]
    }),
  ]
}

// A contract as text that reads well in a diff: sorted by name, without comments, formatted like the rest.
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'
import { declarationsOf, statementOf, type Contract, type Foreign } from './contract.ts'

/** By character code: the same on every machine, whatever its language. */
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

const printer = ts.createPrinter({ removeComments: true })

/** @param file - where the text will be, for the format */
export async function render(specifier: string, contract: Contract, file: string): Promise<string> {
  const { exported, passedOn, inner, imports } = contract
  const names = [...exported].sort(([a], [b]) => compare(a, b))
  const parts = [
    `// The public contract of ${specifier}, written by \`npm run generate\`: a change here is a change for its users.`,
    ...lists('import type', imports),
    ...lists('export', passedOn),
    ...names.map(([name, symbol]) => (name === symbol.name ? declared(symbol, 'export ') : '')),
    ...names
      .filter(([name, { name: own }]) => name !== own)
      .map(([name, { name: own }]) => `export { ${own} as ${name} }`),
    ...[...innerOf(names, inner)].sort((a, b) => compare(a.name, b.name)).map((symbol) => declared(symbol, '')),
  ]
  const text = parts.filter((part) => part !== '').join('\n\n')
  return format(`${text}\n`, { ...(await resolveConfig(file)), filepath: file })
}

/** What is exported under another name than its own is declared without `export`. */
const innerOf = (
  names: readonly (readonly [string, ts.Symbol])[],
  inner: ReadonlySet<ts.Symbol>,
): ReadonlySet<ts.Symbol> =>
  new Set([...inner, ...names.filter(([name, symbol]) => name !== symbol.name).map(([, symbol]) => symbol)])

/** One list for each package: `import type { A, B } from 'axios'`. */
function lists(keyword: string, foreign: readonly Foreign[]): readonly string[] {
  const specifiers = [...new Set(foreign.map(({ specifier }) => specifier))].sort(compare)
  return specifiers.map((specifier) => {
    const names = foreign.filter((one) => one.specifier === specifier).map(({ name }) => name)
    return `${keyword} { ${names.sort(compare).join(', ')} } from '${specifier}'`
  })
}

/** Overloads and merged declarations stay together, in their order. */
function declared(symbol: ts.Symbol, prefix: string): string {
  const statements = new Set(declarationsOf(symbol).map(statementOf))
  return [...statements]
    .map((node) => printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()))
    .map((text) => prefix + text.replace(/^export /, ''))
    .join('\n')
}

// What an entry promises: its exports, and whatever they are made of, found by TypeScript's own resolution.
import ts from 'typescript'

/** A name that belongs to another package: `Key`, or `Key as K` where it is used as `K`. */
export interface Foreign {
  readonly name: string
  readonly specifier: string
}

export interface Contract {
  /** The entry's own declarations, by exported name. */
  readonly exported: ReadonlyMap<string, ts.Symbol>
  /** Exports that belong to another package. */
  readonly passedOn: readonly Foreign[]
  /** Not exported, but part of the type of something that is. */
  readonly inner: ReadonlySet<ts.Symbol>
  /** What the declarations use of other packages. */
  readonly imports: readonly Foreign[]
}

/** @throws Error when `file` is not a module of the program, as before a build */
export function contractOf(program: ts.Program, file: string): Contract {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) throw new Error(`${file} is no module. Build the packages first: npm run build.`)

  const exported = new Map<string, ts.Symbol>()
  const passedOn: Foreign[] = []
  for (const symbol of checker.getExportsOfModule(module)) {
    const { foreign, target } = follow(symbol, checker)
    if (foreign) passedOn.push(usedAs(foreign, symbol.name))
    else exported.set(symbol.name, target)
  }
  return { exported, passedOn, ...reachedFrom([...exported.values()], checker) }
}

/** Everything that the declarations name, and what that names in turn. */
function reachedFrom(roots: readonly ts.Symbol[], checker: ts.TypeChecker): Pick<Contract, 'inner' | 'imports'> {
  const seen = new Set(roots)
  const inner = new Set<ts.Symbol>()
  const imports = new Map<string, Foreign>()
  // A set grows while it is walked.
  for (const symbol of seen) {
    for (const name of declarationsOf(symbol).flatMap(identifiersIn)) {
      const used = checker.getSymbolAtLocation(name)
      if (!used) continue
      const { foreign, target } = follow(used, checker)
      if (foreign) imports.set(`${foreign.specifier} ${name.text}`, usedAs(foreign, name.text))
      else if (isOurs(target) && !seen.has(target)) inner.add(target) && seen.add(target)
    }
  }
  return { inner, imports: [...imports.values()] }
}

const usedAs = ({ name, specifier }: Foreign, local: string): Foreign => ({
  name: name === local ? name : `${name} as ${local}`,
  specifier,
})

/** Follows imports and re-exports to the declaration, or to the package that it comes from. */
function follow(
  symbol: ts.Symbol,
  checker: ts.TypeChecker,
): { readonly foreign?: Foreign; readonly target: ts.Symbol } {
  let target = symbol
  while (target.flags & ts.SymbolFlags.Alias) {
    const foreign = foreignNameOf(target)
    if (foreign) return { foreign, target }
    const next = checker.getImmediateAliasedSymbol(target)
    if (!next) break
    target = next
  }
  return { target }
}

/** The package that an import or re-export names, unless it is a file of the same package. */
function foreignNameOf(alias: ts.Symbol): Foreign | undefined {
  const node = alias.declarations?.[0]
  const statement = node && ts.findAncestor(node, (one) => ts.isImportDeclaration(one) || ts.isExportDeclaration(one))
  const specifier = statement?.moduleSpecifier
  if (!node || !specifier || !ts.isStringLiteral(specifier) || specifier.text.startsWith('.')) return undefined
  if (!ts.isImportSpecifier(node) && !ts.isExportSpecifier(node)) return { name: 'default', specifier: specifier.text }
  return { name: (node.propertyName ?? node.name).text, specifier: specifier.text }
}

/** A declaration at the top of a module of this workspace, not of TypeScript's or another package's. */
function isOurs(symbol: ts.Symbol): boolean {
  return declarationsOf(symbol).some((declaration) => {
    const source = declaration.getSourceFile()
    return statementOf(declaration).parent === source && !source.fileName.includes('/node_modules/')
  })
}

export const declarationsOf = (symbol: ts.Symbol): readonly ts.Declaration[] => symbol.declarations ?? []

/** A variable is declared by the statement around it. */
export function statementOf(declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
}

function identifiersIn(node: ts.Node): readonly ts.Identifier[] {
  const found: ts.Identifier[] = []
  const visit = (one: ts.Node): void => {
    if (ts.isIdentifier(one)) found.push(one)
    ts.forEachChild(one, visit)
  }
  visit(node)
  return found
}

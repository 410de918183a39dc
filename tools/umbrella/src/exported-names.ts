// The names that an entry exports. Entries list them by hand (`export { … } from`), so its own text is all that is needed.
import ts from 'typescript'

export interface ExportedName {
  readonly name: string
  /** Gone at runtime. */
  readonly isType: boolean
}

/**
 * @param file - what a fault is told of
 * @throws Error when the file exports in another way than by lists
 */
export function exportedNames(text: string, file: string): readonly ExportedName[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
  const names = source.statements.flatMap((statement) => namesOf(statement, source))
  return names.sort((a, b) => compare(a.name, b.name))
}

function namesOf(statement: ts.Statement, source: ts.SourceFile): ExportedName[] {
  if (ts.isImportDeclaration(statement)) return []
  if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) {
    const { line } = source.getLineAndCharacterOfPosition(statement.getStart(source))
    throw new Error(
      `${source.fileName}:${line + 1}: an entry has lists of exports only, such as export { a } from './a.ts'.`,
    )
  }
  const { isTypeOnly, exportClause } = statement
  return exportClause.elements.map(({ name, isTypeOnly: isType }) => ({
    name: name.text,
    isType: isTypeOnly || isType,
  }))
}

/** By character code: the same on every machine, whatever its language. */
export const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

// The contracts of all entries as text, from one program over the built declarations.
import { join } from 'node:path'
import ts from 'typescript'
import { contractOf } from './contract.ts'
import type { Entry } from './entries.ts'
import { render } from './render.ts'

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  strict: true,
  skipLibCheck: true,
}

/** @returns path below `folder` → text */
export async function contracts(
  entries: readonly Pick<Entry, 'specifier' | 'types' | 'path'>[],
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const program = ts.createProgram({ rootNames: entries.map(({ types }) => types), options: OPTIONS })
  const texts = entries.map(async ({ specifier, types, path }) => {
    return [path, await render(specifier, contractOf(program, types), join(folder, path))] as const
  })
  return new Map(await Promise.all(texts))
}

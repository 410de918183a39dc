// Links esbuild's output a second time, for fewer files. esbuild cuts a chunk for each set of entries that share a module, late
// ones included; Rollup knows that what the entry has loaded is there when a late module arrives. Fewer files load quicker.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { rollup, type GetModuleInfo, type OutputOptions, type PreRenderedChunk } from 'rollup'

/** `heal-R54DOUDP` → `heal`: a stack trace should tell where it is, and every file here is named once. */
const plainName = ({ name }: PreRenderedChunk): string => name.replace(/-[A-Z0-9]{8}(?=\.|$)/, '')

/** One file for what several entries share; Rollup would cut one for each set of them. */
const sharedChunk = (id: string, { getModuleInfo }: { readonly getModuleInfo: GetModuleInfo }): string | undefined =>
  entriesAbove(id, getModuleInfo).size > 1 ? 'shared' : undefined

function entriesAbove(id: string, getModuleInfo: GetModuleInfo, seen = new Set<string>()): ReadonlySet<string> {
  const { isEntry, importers } = getModuleInfo(id) ?? { isEntry: false, importers: [] }
  const above = importers
    .filter((importer) => !seen.has(importer))
    .flatMap((importer) => [...entriesAbove(importer, getModuleInfo, seen.add(importer))])
  return new Set(isEntry ? [id, ...above] : above)
}

const FORMATS = [
  { format: 'es', extension: 'js' },
  // require() for late modules too: import() does not work in every place that runs CommonJS, such as Jest.
  { format: 'cjs', extension: 'cjs', dynamicImportInCjs: false, interop: 'auto' },
] as const

type Group = readonly string[]

interface Linking {
  /** The output formats. @defaultValue both */
  readonly formats?: readonly ('es' | 'cjs')[]
  /** Whether modules that nobody uses are left out: only where their mere loading does nothing. @defaultValue true */
  readonly isPure?: boolean
  /** Stands at the head of each entry. */
  readonly banner?: string
}

/**
 * @param dist - the folder with esbuild's ESM output, whose JavaScript is replaced
 * @param groups - names of entries, without extension; only entries of one group share files
 * @param external - what is not linked in
 */
export async function linkAgain(
  dist: string,
  groups: Group[],
  external: (string | RegExp)[],
  { formats = ['es', 'cjs'], isPure = true, banner = '' }: Linking = {},
): Promise<void> {
  const linked = await Promise.all(
    groups.map((names) => {
      const input = Object.fromEntries(names.map((name) => [name, join(dist, `${name}.js`)]))
      return rollup({ input, external, treeshake: isPure && { moduleSideEffects: false } })
    }),
  )
  const before = await readdir(dist, { recursive: true })
  await Promise.all(before.filter((file) => /\.c?js$/.test(file)).map((file) => rm(join(dist, file))))
  for (const { extension, ...options } of FORMATS.filter(({ format }) => formats.includes(format))) {
    const output: OutputOptions = {
      ...options,
      dir: dist,
      entryFileNames: `[name].${extension}`,
      chunkFileNames: (chunk) => `${plainName(chunk)}.${extension}`,
      manualChunks: sharedChunk,
      banner: ({ isEntry }) => (isEntry ? banner : ''),
      hoistTransitiveImports: false,
      minifyInternalExports: false,
      externalLiveBindings: false,
      // No export is called `__proto__`; the umbrella's `require` would ask each library for it.
      reexportProtoFromExternal: false,
    }
    for (const group of linked) await group.write(output)
  }
  await Promise.all(linked.map((group) => group.close()))
}

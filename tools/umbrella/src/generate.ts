// The umbrella's generated files, as they should be: path from its folder → text.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { readLibraries, readManifest } from './libraries.ts'
import { mergeNames } from './merge-names.ts'
import { indexModule, manifestWith, sharedNamesTable, subPathModule, subPathTable } from './render.ts'

/**
 * @param packages - the folder of all packages
 * @param umbrella - the umbrella's own folder
 */
export async function generate(packages: string, umbrella: string): Promise<ReadonlyMap<string, string>> {
  const libraries = readLibraries(packages)
  const manifest = readManifest(umbrella)
  const entries = libraries.flatMap((library) => library.entries)
  const merged = mergeNames(entries)
  const readme = readFileSync(join(umbrella, 'README.md'), 'utf8')
  const tables = [
    ['sub-paths', subPathTable(manifest.name, libraries)],
    ['shared names', sharedNamesTable(manifest.name, merged.shared)],
  ] as const

  const files = new Map<string, string>([
    ['package.json', JSON.stringify(manifestWith(manifest, libraries))],
    ['README.md', tables.reduce((text, [mark, table]) => withSection(text, mark, table), readme)],
    ['src/index.ts', indexModule(merged)],
    ...entries.map((entry) => [`src/${entry.path}.ts`, subPathModule(entry)] as const),
  ])
  const formatted = [...files].map(async ([path, text]) => [path, await formatAs(join(umbrella, path), text)] as const)
  return new Map(await Promise.all(formatted))
}

async function formatAs(filepath: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(filepath)), filepath })
}

/** Replaces what stands between a mark and its end. */
function withSection(text: string, mark: string, section: string): string {
  const [start, end] = [`<!-- generated: ${mark} -->`, '<!-- end -->']
  const [before, rest] = text.split(start)
  const after = rest?.slice(rest.indexOf(end))
  if (before === undefined || !after?.startsWith(end))
    throw new Error(`The umbrella's README has no ${start} … ${end}.`)
  return `${before}${start}\n\n${section}\n${after}`
}

// What an import of the package drags in: no file system, and no regions unless somebody asks for them.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** It is built into the package. */
const KERNEL = new URL('../../kernel/src/index.ts', import.meta.url)

/** The files that a module imports statically, and theirs; types do not count. */
function reached(file: URL, seen = new Map<string, string>()): ReadonlyMap<string, string> {
  const path = fileURLToPath(file)
  if (seen.has(path)) return seen
  const source = readFileSync(path, 'utf8')
  seen.set(path, source)
  for (const [, specifier = ''] of source.matchAll(
    /^(?:import|export) (?!type )[^;]*?from '(\.[^']+|@x\/kernel)'/gms,
  )) {
    reached(specifier === '@x/kernel' ? KERNEL : new URL(specifier, file), seen)
  }
  return seen
}

const main = reached(new URL('../src/index.ts', import.meta.url))
const withRegions = reached(new URL('../src/regions.ts', import.meta.url))

test('the walk finds what there is', () => {
  expect(main.size).toBeGreaterThan(20)
  expect([...withRegions.keys()].some((path) => path.endsWith('region-data.ts'))).toBe(true)
})

test('the main entry has no regions', () => {
  expect([...main.keys()].filter((path) => path.includes('regions'))).toEqual([])
})

test.each([
  ['main', main],
  ['regions', withRegions],
] as const)('the %s entry imports no module of Node', (_, files) => {
  const offenders = [...files].filter(([, source]) => /^import (?!type )[^;']*?from '(?!\.|@x\/kernel')/ms.test(source))
  expect(offenders.map(([path]) => path)).toEqual([])
})

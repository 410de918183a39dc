// The umbrella is its libraries: the same names, and the very same objects.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, unknown>
}
const subPaths = Object.keys(exports).filter((key) => key !== '.')
const load = async (specifier: string): Promise<Record<string, unknown>> =>
  (await import(/* @vite-ignore */ specifier)) as Record<string, unknown>

describe.each(subPaths)('%s', (key) => {
  test('has what its library has, and nothing else', async () => {
    const [mirror, library] = await Promise.all([load(key.replace('.', '@x/sdk')), load(key.replace('.', '@x'))])
    expect(Object.keys(mirror).sort()).toEqual(Object.keys(library).sort())
    for (const name of Object.keys(library)) expect(mirror[name], name).toBe(library[name])
  })

  test('is in the index by name', async () => {
    const [index, library] = await Promise.all([load('@x/sdk'), load(key.replace('.', '@x'))])
    for (const name of Object.keys(library)) expect(index[name], name).toBe(library[name])
  })
})

test('the index has nothing of its own', async () => {
  const libraries = await Promise.all(subPaths.map((key) => load(key.replace('.', '@x'))))
  const names = new Set(libraries.flatMap((library) => Object.keys(library)))
  expect(Object.keys(await load('@x/sdk')).filter((name) => !names.has(name))).toEqual([])
})

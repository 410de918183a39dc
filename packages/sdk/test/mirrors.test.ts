// The umbrella is its libraries: the same names, and the very same objects.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const { name, exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  name: string
  exports: Record<string, unknown>
}
const scope = name.replace('/sdk', '')
const subPaths = Object.keys(exports).filter((key) => key !== '.')
const load = async (specifier: string): Promise<Record<string, unknown>> =>
  (await import(/* @vite-ignore */ specifier)) as Record<string, unknown>

describe.each(subPaths)('%s', (key) => {
  test('has what its library has, and nothing else', async () => {
    const [mirror, library] = await Promise.all([load(key.replace('.', name)), load(key.replace('.', scope))])
    expect(Object.keys(mirror).sort()).toEqual(Object.keys(library).sort())
    for (const each of Object.keys(library)) expect(mirror[each], each).toBe(library[each])
  })

  test('is in the index by name', async () => {
    const [index, library] = await Promise.all([load(name), load(key.replace('.', scope))])
    for (const each of Object.keys(library)) expect(index[each], each).toBe(library[each])
  })
})

test('the index has nothing of its own', async () => {
  const libraries = await Promise.all(subPaths.map((key) => load(key.replace('.', scope))))
  const names = new Set(libraries.flatMap((library) => Object.keys(library)))
  expect(Object.keys(await load(name)).filter((each) => !names.has(each))).toEqual([])
})

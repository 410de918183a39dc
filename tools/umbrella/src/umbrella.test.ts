// The rules of the umbrella's lists.
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { exportedNames } from './exported-names.ts'
import { byLayer, purposeOf, readLibraries, type Entry, type Library } from './libraries.ts'
import { mergeNames } from './merge-names.ts'
import { manifestWith, subPathTable } from './render.ts'

const entry = (specifier: string, text: string): Entry => ({
  specifier,
  path: specifier.replace('@test/', ''),
  purpose: `For ${specifier}.`,
  names: exportedNames(text, 'index.ts'),
})

const library = (folder: string, dependencies: readonly string[] = []): Library => ({
  folder,
  name: `@test/${folder}`,
  dependencies,
  peers: folder === 'axios' ? { axios: '1' } : {},
  entries: [entry(`@test/${folder}`, '')],
})

describe('the names of an entry', () => {
  test('are those of its lists, sorted, types marked', () => {
    const text = "export { b, type C as D } from './b.ts'\nexport type { A } from './a.ts'"
    expect(exportedNames(text, 'index.ts')).toEqual([
      { name: 'A', isType: true },
      { name: 'D', isType: true },
      { name: 'b', isType: false },
    ])
  })

  test.each(["export * from './a.ts'", 'export const a = 1', "export * as a from './a.ts'"])(
    'are refused where not listed: %s',
    (text) => expect(() => exportedNames(`// first\n${text}`, 'index.ts')).toThrow('index.ts:2: an entry has lists'),
  )
})

describe('what an entry is for', () => {
  test('stands in the first line of its source', () => {
    expect(purposeOf('// Places in the world.\n// The public surface.\nexport {}', 'index.ts')).toBe(
      'Places in the world.',
    )
  })

  test.each(['export {}', '// no sentence\nexport {}', '/** Places in the world. */\nexport {}', '// A line.'])(
    'is missed where it does not: %j',
    (text) => expect(() => purposeOf(text, 'index.ts')).toThrow('index.ts:1: the first line says'),
  )

  test('stands beside its sub-path in the README', () => {
    expect(subPathTable('@test/sdk', [library('signer')])).toContain(
      '| `@test/sdk/signer` | `@test/signer` | For @test/signer. |',
    )
  })
})

describe('names that two entries use', () => {
  test('of types: the lower one is in the index, and the other is told of', () => {
    const type = "export type { Sleep } from './sleep.ts'"
    const merged = mergeNames([
      entry('@test/config', type),
      entry('@test/retry', `${type}\nexport { retry } from './r.ts'`),
    ])
    expect(merged.lists.map(({ names }) => names.map(({ name }) => name))).toEqual([['Sleep'], ['retry']])
    expect(merged.shared).toEqual([{ name: 'Sleep', chosen: '@test/config', others: ['@test/retry'] }])
  })

  test('of values are refused', () => {
    const both = [entry('@test/a', "export { go } from './a.ts'"), entry('@test/b', "export { type go } from './a.ts'")]
    expect(() => mergeNames(both)).toThrow('@test/a and @test/b both export go. Rename one of them.')
  })
})

describe('the libraries', () => {
  test('come after those they depend on', () => {
    const libraries = [library('a', ['@test/c', 'axios']), library('b'), library('c', ['@test/b'])]
    expect(byLayer(libraries).map(({ folder }) => folder)).toEqual(['b', 'c', 'a'])
  })

  test('in a circle are refused', () => {
    expect(() => byLayer([library('a', ['@test/b']), library('b', ['@test/a'])])).toThrow('in a circle')
  })

  test('are found by themselves, programs left out', () => {
    const names = readLibraries(fileURLToPath(new URL('../../../packages', import.meta.url))).map(
      ({ folder }) => folder,
    )
    expect(names).toEqual(expect.arrayContaining(['signer', 'auth-federation']))
    expect(names).not.toEqual(expect.arrayContaining(['emulator']))
    expect(names).not.toEqual(expect.arrayContaining(['sdk']))
  })

  test('give the manifest an export each, for sources and published, their peers, and leave the rest alone', () => {
    const manifest = { name: '@test/sdk', description: 'kept', exports: {}, dependencies: { '@test/gone': '1' } }
    const made = manifestWith(manifest, [library('signer'), library('axios')])
    expect(made).toMatchObject({ description: 'kept', peerDependencies: { axios: '1' } })
    expect(made.dependencies).toEqual({ '@test/axios': 'workspace:^', '@test/signer': 'workspace:^' })
    expect(Object.keys(made.exports ?? {})).toEqual(['.', './axios', './signer'])
    expect(made.exports?.['./signer']).toEqual({
      '@x/source': './src/signer.ts',
      import: { types: './dist/signer.d.ts', default: './dist/signer.js' },
      require: { types: './dist/signer.d.cts', default: './dist/signer.cjs' },
    })
    expect(JSON.stringify(made).split('@x/source')).toHaveLength(3 + 1)
  })
})

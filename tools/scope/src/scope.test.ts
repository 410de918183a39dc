// Renaming, on words and on this whole repository.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform, type Loader } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyRenamed, formatAgain, readNames, targetObjection, type Copied } from './copy.ts'
import { leftovers, namesOf, objection, renamed, type Names } from './rename.ts'

const NAMES: Names = { scope: '@old', words: ['http', 'config', 'source'], repository: 'https://github.com/old/repo' }
const ACME = { scope: '@acme' }

describe('a name', () => {
  test.each([
    ["import {} from '@old/http'", "import {} from '@acme/http'"],
    ['`@old/config/regions`, @old/http.', '`@acme/config/regions`, @acme/http.'],
    ["'@old/http@1.0.0':", "'@acme/http@1.0.0':"],
    ['"@old/source": "./src"', '"@acme/source": "./src"'],
    ["Symbol.for('@old/http.wrapped')", "Symbol.for('@acme/http.wrapped')"],
    ['/node_modules/@old/http/', '/node_modules/@acme/http/'],
    [String.raw`/from '@old\/http'/`, String.raw`/from '@acme\/http'/`],
  ])('of a package is renamed: %s', (text, expected) => expect(renamed(text, NAMES, ACME)).toBe(expected))

  test.each([
    '@old/https',
    '@old/http-client',
    '@older/http',
    '@old-tools/http',
    'me@old/http',
    '@@old/http',
    '@old/other',
  ])('that is none is left alone: %s', (text) => expect(renamed(text, NAMES, ACME)).toBe(text))

  test('of the repository is renamed when one is given', () => {
    const text = 'git+https://github.com/old/repo.git'
    expect(renamed(text, NAMES, ACME)).toBe(text)
    expect(renamed(text, NAMES, { ...ACME, repository: 'https://github.com/acme/auth' })).toBe(
      'git+https://github.com/acme/auth.git',
    )
  })

  test('that was left alone is told with its line', () => {
    expect(leftovers('a.md', 'one\n see @old/other', NAMES)).toEqual(['a.md:2: see @old/other'])
    expect(leftovers('a.ts', String.raw`/@old\/other/`, NAMES)).toEqual([String.raw`a.ts:1: /@old\/other/`])
  })
})

describe('what is refused', () => {
  test.each(['acme', '@', '@Acme', '@a/b', '@a b', '@.a', '@old', `@${'a'.repeat(101)}`])('the scope %s', (scope) => {
    expect(objection({ scope }, NAMES)).toMatch(/no scope|already/)
  })

  test.each(['git@github.com:a/b', 'https://github.com', 'https://a b/c', 'http://github.com/a/b'])(
    'the repository %s',
    (repository) => expect(objection({ ...ACME, repository }, NAMES)).toContain('no repository'),
  )

  test('packages of two scopes', () => {
    expect(() => namesOf([{ name: '@a/one' }, { name: '@b/two' }])).toThrow('no common scope: @a, @b')
  })
})

describe('a copy of this repository', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  const place = mkdtempSync(join(tmpdir(), 'scope-'))
  const target = join(place, 'out')
  const { scope, words } = readNames(root)
  // Also within a copy, whatever its scope.
  const acme = { scope: `${scope}-copy`, repository: 'https://github.com/acme/auth' }
  let copied: Copied
  beforeAll(() => void (copied = copyRenamed(root, target, acme)))
  afterAll(() => rmSync(place, { recursive: true, force: true }))

  const read = (path: string): string => readFileSync(join(target, path), 'utf8')
  const manifests = (): {
    name: string
    private?: boolean
    exports: object
    dependencies?: object
    repository: { url: string }
  }[] => readdirSync(join(target, 'packages')).map((name) => JSON.parse(read(`packages/${name}/package.json`)) as never)

  test('has no package of the old scope left', () => {
    expect(copied.leftovers).toEqual([])
    expect(copied.changed.filter((path) => read(path).includes(`${scope}/`))).toEqual([])
    expect(copied.changed.length).toBeGreaterThan(200)
  })

  test('leaves out what is installed and built, and keeps what starts with a dot', () => {
    const places = ['node_modules', 'packages/signer/node_modules', 'packages/signer/dist', '.git']
    expect(places.filter((path) => existsSync(join(target, path)))).toEqual([])
    expect(statSync(join(target, '.ci/run')).mode & 0o111).toBe(0o111)
  })

  test('parses in every file that changed', async () => {
    const loaders: Readonly<Record<string, Loader>> = { '.ts': 'ts', '.mjs': 'js', '.cjs': 'js', '.json': 'json' }
    const sources = copied.changed.filter((path) => extname(path) in loaders)
    await Promise.all(
      sources.map((path) => transform(read(path), { loader: loaders[extname(path)]!, sourcefile: path })),
    )
    for (const path of sources.filter((each) => each.endsWith('.json'))) JSON.parse(read(path))
    expect(sources.length).toBeGreaterThan(150)
  })

  test('names packages, conditions and entries that exist', () => {
    const all = manifests().filter((manifest) => !manifest.private)
    const entries = new Set([
      ...all.flatMap(({ name, exports }) => Object.keys(exports).map((key) => (name + key.slice(1)).toString())),
      `${acme.scope}/kernel`,
    ])
    expect(all.map(({ name }) => name)).toEqual(all.map(({ name }) => name.replace(/^@[^/]+/, acme.scope)))
    for (const { name, dependencies = {}, repository } of all) {
      const siblings = Object.keys(dependencies).filter((dependency) => dependency.startsWith(acme.scope))
      for (const sibling of siblings) expect([...entries], name).toContain(sibling)
      expect(repository.url).toBe(`git+${acme.repository}.git`)
    }
    const conditions = new Set(all.flatMap(({ exports }) => Object.values(exports).flatMap(Object.keys)))
    expect([...conditions]).toContain(`${acme.scope}/source`)
    const imports = new RegExp(` from '(${acme.scope}/[^']+)'`, 'g')
    for (const path of copied.changed.filter((each) => /^packages\/.*\/src\/.*\.ts$/.test(each))) {
      for (const [, specifier = ''] of read(path).matchAll(imports)) {
        expect([...entries], path).toContain(specifier)
      }
    }
    expect(words).toContain('signer')
  })

  test('keeps modes, and leaves out what git does not know', () => {
    expect(statSync(join(target, '.ci/run')).mode & 0o111).not.toBe(0)
    expect(existsSync(join(target, 'node_modules'))).toBe(false)
    expect(existsSync(join(target, 'packages/signer/dist'))).toBe(false)
  })

  test('is formatted by its own rules', async () => {
    await formatAgain(target, ['README.md', 'packages/signer/package.json', '.changeset/signer-first.md'])
    const [before] = [read('README.md')]
    await formatAgain(target, ['README.md'])
    expect(read('README.md')).toBe(before)
  })

  test('is made in an empty folder outside of the repository alone', () => {
    expect(targetObjection(root, join(root, 'out'))).toContain('inside of this repository')
    expect(targetObjection(root, root)).toContain('inside of this repository')
    expect(targetObjection(root, target)).toContain('is not empty')
    expect(targetObjection(root, join(target, 'README.md'))).toContain('is no folder')
    expect(targetObjection(root, join(place, 'new'))).toBeUndefined()
    mkdirSync(join(place, 'empty'))
    expect(targetObjection(root, join(place, 'empty'))).toBeUndefined()
    writeFileSync(join(place, 'empty/file'), '')
    expect(targetObjection(root, join(place, 'empty'))).toContain('is not empty')
  })
})

// The tables of names in the pages about migrating: whole, and true of what is installed and what we export.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PYTHON_NAMES } from './python-names.ts'
import { exportedNames, nameRows, ourFaults, theirFaults } from './migration.ts'

const root = new URL('../../', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')

/** The text in api/ of `@x/config/regions` or the like. */
function contract(module: string): string | undefined {
  const file = `api/${module.replace(/^@[^/]+\//, '')}.d.ts`
  return existsSync(new URL(file, root)) ? read(file) : undefined
}

/** Every name that the installed oci-common exports; the members of a namespace in place of the namespace. */
function namesOfOciCommon(): readonly string[] {
  const folder = dirname(createRequire(new URL('examples/package.json', root)).resolve('oci-common'))
  const declarations = (file: string): string => readFileSync(join(folder, file), 'utf8')
  const namespaces: Readonly<Record<string, string>> = {
    utils: 'lib/utils.d.ts',
    developerToolConfiguration: 'lib/developertoolconfiguration.d.ts',
  }
  return exportedNames(declarations('index.d.ts')).flatMap((name) => {
    const file = namespaces[name]
    return file === undefined ? [name] : exportedNames(declarations(file)).map((member) => `${name}.${member}`)
  })
}

describe('docs/migrating-from-oci-common.md', () => {
  const rows = nameRows(read('docs/migrating-from-oci-common.md'))

  test('names every export of the installed oci-common, once, and nothing else', () => {
    const exported = namesOfOciCommon()
    expect(exported.length).toBeGreaterThan(60)
    expect(theirFaults(rows, exported)).toEqual([])
  })

  test('names only what we export, and says why where there is no counterpart', () => {
    expect(ourFaults(rows, contract)).toEqual([])
  })
})

describe('docs/migrating-from-python.md', () => {
  const rows = nameRows(read('docs/migrating-from-python.md'))

  test('names everything that Oracle’s pages show, once', () => {
    const more = rows.map(({ theirs }) => theirs)
    expect(theirFaults(rows, [...new Set([...PYTHON_NAMES, ...more])])).toEqual([])
  })

  test('names only what we export, and says why where there is no counterpart', () => {
    expect(ourFaults(rows, contract)).toEqual([])
  })
})

describe('a table of names', () => {
  const rows = nameRows(
    [
      '| theirs | here | from | what differs |',
      '| ------ | ---- | ---- | ------------ |',
      '| `A` | `Signer.fromConfig` | `@x/signer` | – |',
      '| `B` | – | | because |',
      '| `B` | `Nobody` | `@x/signer` | – |',
      '| `D` | – | | |',
      '| `E` | `SecurityTokenOptions.genericHeaders` | `@x/signer` | |',
      '| `F` | `SecurityTokenOptions.token_file` | `@x/signer` | |',
      '',
    ].join('\n'),
  )

  test('is at fault where it lacks a name, has one too much, or has one twice', () => {
    expect(theirFaults(rows.slice(0, 4), ['A', 'B', 'C', 'D'])).toEqual([
      'C is not in the table',
      'B is in the table twice',
    ])
    expect(theirFaults(rows.slice(0, 2), ['A'])).toEqual(['B is not exported'])
  })

  test('is at fault where it names what we do not export, and where it gives no reason', () => {
    expect(ourFaults(rows, contract)).toEqual([
      'B: @x/signer does not export Nobody',
      'D has no counterpart, and no reason for it',
      'F: @x/signer does not export SecurityTokenOptions.token_file',
    ])
  })
})

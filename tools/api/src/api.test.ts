// What a contract shows, on declarations as a build writes them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contracts } from './contracts.ts'
import { differences } from './differences.ts'

/** The contract of `index.d.ts` without its first line. */
async function contractOf(files: Record<string, string>): Promise<string> {
  const place = mkdtempSync(join(tmpdir(), 'api-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text)
    const entry = { specifier: '@test/one', types: join(place, 'index.d.ts'), path: 'one.d.ts' }
    return (await contracts([entry], place)).get('one.d.ts')!.split('\n').slice(2).join('\n')
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

describe('a contract', () => {
  test('is sorted by name and has no comments, whatever the order of the build', async () => {
    const [b, a] = ['/** Text. */\ndeclare const b: string;', 'interface A {\n    /** Text. */\n    readonly a: 1;\n}']
    const expected = 'export interface A {\n  readonly a: 1;\n}\n\nexport declare const b: string;\n'
    expect(await contractOf({ 'index.d.ts': `${b}\n${a}\nexport { b, type A };` })).toBe(expected)
    expect(await contractOf({ 'index.d.ts': `${a}\n${b}\nexport { type A, b };` })).toBe(expected)
  })

  test('follows a name into the file that the build has put it in, under whatever letter', async () => {
    const files = {
      'index.d.ts':
        "import { L as Late } from './chunk-ABC.js';\nexport { L as Late } from './chunk-ABC.js';\ndeclare function go(late: Late): void;\nexport { go };",
      'chunk-ABC.d.ts': 'interface Late {\n  at: number\n}\nexport type { Late as L };',
    }
    expect(await contractOf(files)).toBe(
      'export interface Late {\n  at: number;\n}\n\nexport declare function go(late: Late): void;\n',
    )
  })

  test('has what is not exported but reached, and nothing that is not', async () => {
    const text =
      'interface Inner {\n  deep: Deep\n}\ninterface Deep {\n}\ninterface Unused {\n}\ndeclare class Outer extends Base {\n  inner: Inner\n}\ndeclare class Base {\n}\nexport { Outer };'
    const contract = await contractOf({ 'index.d.ts': text })
    expect(contract.match(/(export )?(declare class|interface) \w+/g)).toEqual([
      'export declare class Outer',
      'declare class Base',
      'interface Deep',
      'interface Inner',
    ])
  })

  test('names what belongs to other packages, as import or as export', async () => {
    const text =
      "import { Key as K } from '@test/other';\nexport { Signer } from '@test/other';\ndeclare function go(key: K): void;\nexport { go };"
    const contract = await contractOf({ 'index.d.ts': text })
    expect(contract).toContain('import type { Key as K } from "@test/other"')
    expect(contract).toContain('export { Signer } from "@test/other"')
  })

  test('keeps overloads together in their order', async () => {
    const text = 'declare function f(b: string): 1;\ndeclare function f(a: number): 2;\nexport { f };'
    expect(await contractOf({ 'index.d.ts': text })).toBe(
      'export declare function f(b: string): 1;\nexport declare function f(a: number): 2;\n',
    )
  })

  test('tells a name apart from the one it is declared under', async () => {
    const text = 'declare const a$1: 1;\nexport { a$1 as a };'
    expect(await contractOf({ 'index.d.ts': text })).toBe('export { a$1 as a };\n\ndeclare const a$1: 1;\n')
  })
})

test('a difference is told line by line, repeated lines counted', () => {
  expect(differences('a\n}\nb\n}', 'a\n}\nc\n}\n}')).toEqual(['- b', '+ c', '+ }'])
  expect(differences('', 'a')).toEqual(['- ', '+ a'])
})

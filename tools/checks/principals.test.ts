// The README's table of principals: it says of the official SDKs what the runs have seen, and a check notices where it does not.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Records } from '../interop/src/report/record.ts'
import { principalCell, principalFaults } from './principals.ts'

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const readme = read('README.md')
const records = JSON.parse(read('docs/interop.json')) as Records

describe('a cell of the table of principals', () => {
  test.each([
    ['✓', { one: { a: 'accepted' } }, ['one']],
    ['✓ but B2, B10', { one: { a: 'accepted', b: 'B10', c: 'B2' } }, ['one']],
    ['1 of 2', { one: { a: 'accepted' } }, ['one', 'two']],
    ['1 of 2 but B14', { one: { a: 'accepted' }, two: { a: 'B14' } }, ['one', 'two']],
    ['–', { other: { a: 'accepted' } }, ['one', 'two']],
  ])('is %s', (cell, mechanisms, wanted) => expect(principalCell(mechanisms, wanted)).toBe(cell))
})

describe('the table of principals', () => {
  test('says what the record says', () => expect(principalFaults(readme, records)).toEqual([]))

  test('is at fault where a cell, a row or a whole client is otherwise', () => {
    expect(principalFaults(readme.replace('✓ but T22', '✓'), records)).toEqual([
      'README.md: SecurityTokenSigner in TypeScript is "✓ but T22" by docs/interop.json, not "✓"',
    ])
    const [other] = principalFaults(readme.replaceAll('`TokenExchangeSigner`', '`OtherSigner`'), records)
    expect(other).toBe('README.md: no run is known for the row of OtherSigner')
    expect(principalFaults(readme, { ...records, java: { ...records['java']!, mechanisms: {} } })[0]).toContain(
      'Signer in Java is "–"',
    )
  })
})

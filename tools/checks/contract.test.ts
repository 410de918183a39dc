// The page of the contract is held against small contracts.
import { expect, test } from 'vitest'
import { contractFaults } from './contract.ts'

const CONTRACTS = new Map([
  ['one', 'export declare function first(): void\nexport declare class FirstError extends Error {}\n'],
  ['two', 'export declare class Second {\n}\nexport declare const THIRD: number\n'],
])
const page = (...sections: readonly (readonly [heading: string, ...lines: readonly string[]])[]): string =>
  sections.map(([heading, ...lines]) => `## ${heading}\n\n\`\`\`typescript\n${lines.join('\n')}\n\`\`\`\n`).join('\n')
const ONE = ['@test/one', 'first(options)'] as const
const TWO = ['@test/two', 'class Second   // { a? }', 'const THIRD'] as const

test('a page that names what is exported is as it should be', () => {
  expect(contractFaults(page(['Everywhere'], ONE, TWO), CONTRACTS)).toEqual([])
  expect(
    contractFaults(page(['@test/one, @test/two', 'first(options)', 'class Second', 'const THIRD']), CONTRACTS),
  ).toEqual([])
})

test.each([
  ['a name that is left out', page(ONE, ['@test/two', 'class Second']), '@test/two exports THIRD, which is not named'],
  [
    'a name that nobody exports',
    page(['@test/one', ...ONE.slice(1), 'zeroth()'], TWO),
    '@test/one does not export zeroth',
  ],
  ['a package that is left out', page(ONE), 'there is no section for the package two'],
])('%s is told', (_, text, fault) => {
  expect(contractFaults(text, CONTRACTS)).toEqual([`docs/contract.md: ${fault}`])
})

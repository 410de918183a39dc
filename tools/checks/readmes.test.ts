// Small pages are held against small contracts, and against what they have users install.
import { expect, test } from 'vitest'
import { installFaults, readmeFaults } from './readmes.ts'

const CONTRACTS = [
  'export declare function open(options?: OpenOptions): void\n\nexport interface OpenOptions {\n  readonly port?: number | undefined\n}\n',
  'export declare class OpenError extends Error {\n  readonly reason: string\n}\n\ninterface EmptyOptions extends Other {}\n\ninterface Other {\n  readonly deep: string\n}\n',
]

test('a README that names every value and every option is as it should be', () => {
  expect(readmeFaults('`open({ port })` throws `OpenError`', CONTRACTS)).toEqual([])
})

test('a value and an option that are left out are told, and members of other types are not asked for', () => {
  expect(readmeFaults('`opens`, `ports`', CONTRACTS)).toEqual([
    'open is exported, and not named',
    'OpenError is exported, and not named',
    'the option port is not named',
  ])
})

const CODE =
  "```ts\nimport { join } from 'node:path'\nimport { a } from '@test/one/deeper'\nimport two from 'two'\n```\n"

test('a page whose code imports what its readers have installed is as it should be', () => {
  expect(installFaults(`\`\`\`sh\nnpm i --save-dev @test/one # and\n\`\`\`\nWith \`npm i two\`:\n\n${CODE}`)).toEqual(
    [],
  )
})

test('a package that nobody was told to install is told', () => {
  expect(installFaults(`npm i @test/one-more two\n\n${CODE}`)).toEqual([
    'the code imports @test/one, which no `npm i` names',
  ])
})

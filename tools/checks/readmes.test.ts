// A README is held against small contracts.
import { expect, test } from 'vitest'
import { readmeFaults } from './readmes.ts'

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

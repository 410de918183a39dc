import { describe, expect, test } from 'vitest'
import type { ReadFile } from '../principal/read-text-file.ts'
import { givenText, readText } from './given-text.ts'

const GIVEN = givenText('OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM', '/keys/key.pem')
const read = (readFile: unknown): Promise<string> => readText(GIVEN, readFile as ReadFile)

describe('a reader of files that the caller wrote', () => {
  test('may yield at once', async () => expect(await read(() => ' text\n')).toBe('text'))

  test.each([
    [
      'throws at once',
      () => {
        throw new Error('no')
      },
    ],
    ['rejects with nothing', () => Promise.reject(undefined)],
    ['yields bytes', async () => Buffer.from('text')],
    ['yields nothing', async () => undefined],
  ])('that %s is told as a file that cannot be read', async (_, readFile) => {
    await expect(read(readFile)).rejects.toMatchObject({
      code: 'ERR_RESOURCE_INPUT',
      reason: 'unreadable-file',
      variable: GIVEN.variable,
    })
  })
})

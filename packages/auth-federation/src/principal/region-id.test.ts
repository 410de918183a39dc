import { expect, test } from 'vitest'
import { regionId } from './region-id.ts'

test.each([
  ['us-phoenix-1', 'us-phoenix-1'],
  [' PHX\n', 'us-phoenix-1'],
  ['xx-new-1', 'xx-new-1'],
  ['', undefined],
  [' ', undefined],
  [undefined, undefined],
])('%j is %j', (given, id) => expect(regionId(given, 'REGION')).toBe(id))

test.each(['gar bage', 'phx/', 'a@b', 'a..b', '.', 'a\r\nb'])('%j is refused by its name', (given) => {
  expect(() => regionId(given, 'OCI_REGION_HERE')).toThrow(
    expect.objectContaining({
      code: 'ERR_INVALID_ARGUMENT',
      message: 'OCI_REGION_HERE is no region. Give one such as us-phoenix-1 or phx.',
    }),
  )
})

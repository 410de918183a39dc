import { expect, test } from 'vitest'
import { metadataEndpoint, parseMetadataPath } from './endpoint.ts'

test.each([
  ['/opc/v2/instance/id', 'v2', 'instance/id'],
  ['/opc/v2//instance///id//?a//b', 'v2', 'instance/id'],
  ['/opc/v1/', 'v1', ''],
  ['/opc/v2', 'v2', ''],
  ['/opc/v10/a', 'v10', 'a'],
  ['/opc/v2/a\n/b', 'v2', 'a\n/b'],
])('%j is metadata of version %s: %j', (target, version, rest) => {
  expect(parseMetadataPath(target)).toEqual({ version, rest })
  expect(metadataEndpoint(target)).toBe(`/opc/${version}/${rest}`)
})

test.each(['/opc/v', '/opc/v2x', '/opc/x/v2', '//opc/v2/a', '/opc//v2/a', '/a/opc/v2', '/OPC/v2/a', '/echo//a/'])(
  '%j is no metadata',
  (target) => {
    expect(parseMetadataPath(target)).toBeUndefined()
    expect(metadataEndpoint(`${target}?b`)).toBeUndefined()
  },
)

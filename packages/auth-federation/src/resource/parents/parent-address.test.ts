// Where a chain may lead, whatever an answer says.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ParentWay } from './parent-address.ts'

const START = 'https://service.us-phoenix-1.oci.oraclecloud.com/20180711/tokens/one?tenancy=a'

function walk(start: string, ...named: (string | undefined)[]): string[] {
  const way = new ParentWay(start)
  const visited = [way.current.href]
  for (const name of named) {
    if (!way.goTo(name)) break
    visited.push(way.current.href)
  }
  return visited
}

const TWO = 'https://other.us-phoenix-1.oci.oraclecloud.com/20180711/tokens/two?tenancy=B'
const THREE = 'https://third.eu-frankfurt-1.oraclecloud.com/three'

test('leads from one parent to the next, with path and query as they are', () => {
  expect(walk(START, TWO, THREE, undefined)).toEqual([START, TWO, THREE])
})

test.each([undefined, '', ' ', START, ` ${START} `, START.toUpperCase(), `${START}#x`])('ends with %j', (named) => {
  expect(walk(START, named, TWO)).toEqual([START])
})

describe('a parent is refused', () => {
  test.each([
    'x',
    '/20180711/tokens/two',
    'http://service.us-phoenix-1.oci.oraclecloud.com/x',
    'ftp://service.us-phoenix-1.oci.oraclecloud.com/x',
    'https://user@service.us-phoenix-1.oci.oraclecloud.com/x',
    'https://:secret@service.us-phoenix-1.oci.oraclecloud.com/x',
    'https://evil.example/x',
    'https://oraclecloud.com.evil.example/x',
    'https://eviloraclecloud.com/x',
    'https://service.us-gov-phoenix-1.oraclegovcloud.com/x',
    'https://127.0.0.1/x',
    'http://localhost/x',
    'https://169.254.169.254/opc/v2/instance',
    `${TWO}, ${THREE}`,
  ])('at %s', (named) => {
    expect(() => walk(START, named)).toThrow(
      expect.objectContaining({ code: 'ERR_PARENT_ADDRESS', namedBy: new URL(START).host }),
    )
  })

  test('at another host where that of the environment is in no realm that is known', () => {
    const start = 'https://service.private.example/one'
    expect(walk(start, 'https://service.private.example/two')).toHaveLength(2)
    expect(() => walk(start, 'https://other.private.example/two')).toThrow(/names a parent/)
    expect(() => walk(start, 'https://service.private.example:8443/two')).toThrow(/names a parent/)
  })

  test('at an address that only the parent before it would have been trusted with', () => {
    expect(() => walk(START, TWO, 'https://evil.example/x')).toThrow(
      expect.objectContaining({ namedBy: new URL(TWO).host }),
    )
  })
})

test('on this machine, all parents are', () => {
  const start = 'http://127.0.0.1:8080/one'
  expect(walk(start, 'http://localhost:9090/two', 'http://[::1]:1/three')).toHaveLength(3)
  expect(() => walk(start, 'https://service.us-phoenix-1.oraclecloud.com/x')).toThrow(/names a parent/)
})

test('a circle is found at the first address that comes again, in whatever case', () => {
  expect(() => walk(START, TWO, START.toUpperCase())).toThrow(
    expect.objectContaining({ code: 'ERR_PARENT_CYCLE', host: new URL(TWO).host }),
  )
})

test('ten parents are followed, and no eleventh', () => {
  const parents = (count: number): string[] => Array.from({ length: count }, (_, index) => `${START}&n=${index}`)
  expect(walk(START, ...parents(9))).toHaveLength(10)
  expect(() => walk(START, ...parents(10))).toThrow(expect.objectContaining({ code: 'ERR_PARENT_DEPTH', limit: 10 }))
})

test('whatever is named, the way stays within the realm and ends', () => {
  const named = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(START, TWO, THREE), fc.constant(undefined))
  fc.assert(
    fc.property(fc.array(named, { maxLength: 30 }), (names) => {
      const way = new ParentWay(START)
      const codes: unknown[] = []
      try {
        for (const name of names) if (!way.goTo(name)) break
      } catch (error) {
        codes.push((error as { code?: string }).code)
      }
      expect(['ERR_PARENT_ADDRESS', 'ERR_PARENT_CYCLE', 'ERR_PARENT_DEPTH']).toEqual(expect.arrayContaining(codes))
      expect(way.current.protocol).toBe('https:')
      expect(way.current.hostname).toMatch(/\.oraclecloud\.com$/)
    }),
  )
})

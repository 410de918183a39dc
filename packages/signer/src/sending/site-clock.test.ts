import { describe, expect, test } from 'vitest'
import type { SiteClocks } from './send-options.ts'
import { setOffset, siteOf } from './site-clock.ts'

describe('the site of', () => {
  test.each([
    ['a service', 'https://identity.us-phoenix-1.oci.oraclecloud.com/20160918/regions', 'oraclecloud.com'],
    ['a name of two labels', 'https://oraclecloud.com', 'oraclecloud.com'],
    ['a name in upper case', 'HTTPS://Iaas.ORACLEcloud.com/', 'oraclecloud.com'],
    ['a name that ends with a dot', 'https://iaas.oraclecloud.com./', 'oraclecloud.com'],
    ['a name with a port', 'http://iaas.oraclecloud.com:8080/', 'oraclecloud.com'],
    ['a name with digits', 'https://1.2.3.4.example', '4.example'],
    ['an address', 'http://127.0.0.1:8080/a', 'http://127.0.0.1:8080'],
    ['an address written otherwise', 'http://0x7f.1:8080/a', 'http://127.0.0.1:8080'],
    ['an IPv6 address', 'https://[2001:DB8::1]:444/', 'https://[2001:db8::1]:444'],
    ['an IPv6 address with an IPv4 part', 'http://[::ffff:10.0.0.1]', 'http://[::ffff:a00:1]'],
    ['a single label', 'http://localhost:3000/', 'http://localhost:3000'],
    ['a single label with a dot', 'http://localhost.:3000/', 'http://localhost.:3000'],
    ['an address that is none', 'nowhere', ''],
  ])('%s', (_, url, site) => {
    expect(siteOf(url)).toBe(site)
  })
})

describe('the corrections of a clock', () => {
  const url = (n: number): URL => new URL(`https://api.site${n}.example/`)
  const offsets = (clock: SiteClocks, ...sites: number[]): unknown[] => sites.map((n) => clock.offsetFor?.(url(n)))

  test('hold for their site alone', () => {
    const clock: SiteClocks = {}
    setOffset(clock, url(1), 5000)
    expect(clock.offsetFor?.(url(1))).toBe(5000)
    setOffset(clock, new URL('http://127.0.0.1:1/'), -7000)
    expect(clock.offsetFor?.('https://other.site1.example/b')).toBe(5000)
    expect(clock.offsetFor?.('http://127.0.0.1:1/b')).toBe(-7000)
    expect(clock.offsetFor?.('http://127.0.0.1:2/b')).toBe(0)
    expect(offsets(clock, 1, 2)).toEqual([5000, 0])
    expect(clock.offsetFor?.('nowhere')).toBe(0)
  })

  test('hold for their clock alone', () => {
    const [one, other]: SiteClocks[] = [{}, {}]
    setOffset(one!, url(1), 5000)
    setOffset(other!, url(2), 6000)
    expect([...offsets(one!, 1, 2), ...offsets(other!, 1, 2)]).toEqual([5000, 0, 0, 6000])
  })

  test('are replaced, and forgotten with 0', () => {
    const clock: SiteClocks = {}
    setOffset(clock, url(1), 5000)
    setOffset(clock, url(1), 6000)
    expect(offsets(clock, 1)).toEqual([6000])
    setOffset(clock, url(1), 0)
    expect(offsets(clock, 1)).toEqual([0])
  })

  test('are kept for the hundred sites that were used last', () => {
    const clock: SiteClocks = {}
    for (let n = 1; n <= 100; n++) setOffset(clock, url(n), n)
    expect(offsets(clock, 1)).toEqual([1]) // used again, so that the second is the oldest
    setOffset(clock, url(101), 101)
    expect(offsets(clock, 1, 2, 3, 100, 101)).toEqual([1, 0, 3, 100, 101])
  })

  test('are not pushed out by sites that need none', () => {
    const clock: SiteClocks = {}
    for (let n = 1; n <= 100; n++) setOffset(clock, url(n), n)
    setOffset(clock, url(101), 0)
    for (let n = 200; n < 400; n++) clock.offsetFor?.(url(n))
    expect(offsets(clock, 1, 100)).toEqual([1, 100])
  })
})

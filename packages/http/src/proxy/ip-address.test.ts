import { describe, expect, test } from 'vitest'
import { canonicalHost, inNetwork } from './ip-address.ts'

describe('an address', () => {
  test.each([
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['10.1.2.3', '10.1.2.3/32', true],
    ['10.1.2.3', '10.1.2.2/32', false],
    ['10.1.2.3', '10.1.2.2/31', true],
    ['10.1.2.3', '10.1.2.3/33', false],
    ['10.1.2.3', '10.1.2.3/', false],
    ['10.1.2.3', '10.1.2.3/x', false],
    ['10.1.2.3', '10.1.2.3/-1', false],
    ['10.1.2.3', '0.0.0.0/0', true],
    ['10.1.2.3', '::/0', false],
    ['10.1.2.3', 'h/8', false],
    ['h', '10.0.0.0/8', false],
    ['[::1]', '::1', true],
    ['[::1]', '::', false],
    ['[2001:db8::1]', '2001:db8::/127', true],
    ['[2001:db8::1]', '2001:db8::/128', false],
    ['[1:2:3:4:5:6:7:8]', '1:2:3:4:5:6:7:8', true],
    ['[1:2:3:4:5:6:7:8]', '1:2:3:4:5:6:7:8/129', false],
    ['[::ffff:a01:203]', '10.1.2.3', true],
    ['[::ffff:a01:203]', '10.0.0.0/8', true],
    ['[::fffe:a01:203]', '10.1.2.3', false],
  ])('%s is in the network %s: %s', (host, network, isIn) => expect(inNetwork(host, network)).toBe(isIn))
})

describe('what a person writes for a host', () => {
  test.each([
    ['H.Example.', 'h.example'],
    ['0x7f.1', '127.0.0.1'],
    ['2001:DB8:0::1', '[2001:db8::1]'],
    ['[2001:DB8:0::1]', '[2001:db8::1]'],
    ['', undefined],
    [':::', undefined],
    ['a b', undefined],
  ])('%j is %s', (text, host) => expect(canonicalHost(text)).toBe(host))
})

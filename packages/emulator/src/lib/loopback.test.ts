import { expect, test } from 'vitest'
import { isLinkLocalAddress, isLoopbackAddress } from './loopback.ts'

test.each([
  ['127.0.0.1', true, false],
  ['127.255.255.254', true, false],
  ['::1', true, false],
  ['::ffff:127.0.0.1', true, false],
  ['169.254.169.254', false, true],
  ['fe80::1', false, true],
  ['febf::1', false, true],
  ['fd00:c1::a9fe:a9fe', false, true],
  ['128.0.0.1', false, false],
  ['126.255.255.255', false, false],
  ['::2', false, false],
  ['169.253.0.1', false, false],
  ['169.255.0.1', false, false],
  ['fec0::1', false, false],
  ['fd00:c1::a9fe:a9ff', false, false],
  ['0.0.0.0', false, false],
  ['10.0.0.1', false, false],
  ['127.999.1.1', false, false],
  ['127.1', false, false],
  ['2130706433', false, false],
  ['localhost', false, false],
  ['', false, false],
])('%j is loopback: %s, link-local: %s', (address, loopback, linkLocal) => {
  expect([isLoopbackAddress(address), isLinkLocalAddress(address)]).toEqual([loopback, linkLocal])
})

import { expect, test } from 'vitest'
import { isLocalHost, isLoopbackHost } from './local-host.ts'

test.each([
  ['localhost', true, true],
  ['a.localhost', true, true],
  ['127.1.2.3', true, true],
  ['[::1]', true, true],
  ['169.254.169.254', false, true],
  ['[fe80::1]', false, true],
  ['[fd00:ec2::254]', false, true],
  ['metadata.google.internal', false, true],
  ['10.0.0.1', false, false],
  ['xlocalhost', false, false],
  ['localhost.com', false, false],
  ['[2001:db8::1]', false, false],
])('%s: loopback %s, local %s', (host, loopback, local) => {
  expect([isLoopbackHost(host), isLocalHost(host)]).toEqual([loopback, local])
})

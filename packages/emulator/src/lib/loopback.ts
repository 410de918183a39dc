// Tells loopback and link-local addresses from those that other machines can reach or choose.
import { BlockList, isIP } from 'node:net'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** The addresses of OCI's metadata service: link-local ones, and one of its own over IPv6. */
const LINK_LOCAL = new BlockList()
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4')
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6')
LINK_LOCAL.addAddress('fd00:c1::a9fe:a9fe', 'ipv6')

/** `false` for what is no IP address. */
export const isLoopbackAddress = (address: string): boolean => contains(LOOPBACK, address)

/** `false` for what is no IP address. */
export const isLinkLocalAddress = (address: string): boolean => contains(LINK_LOCAL, address)

function contains(list: BlockList, address: string): boolean {
  const version = isIP(address)
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

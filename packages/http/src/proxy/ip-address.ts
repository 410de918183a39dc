// Compares IP addresses and networks, once a URL parser has brought them into their one form.

interface Address {
  readonly bits: bigint
  readonly width: 32 | 128
}

/** The address that `hostname` is, as `URL.hostname` spells it (brackets included); `undefined` for a name. */
function parseAddress(hostname: string): Address | undefined {
  if (/^\d+(\.\d+){3}$/.test(hostname)) return { bits: joined(hostname.split('.').map(Number), 8n), width: 32 }
  if (!hostname.startsWith('[')) return undefined
  const [left = '', right] = hostname.slice(1, -1).split('::')
  const head = groupsOf(left)
  const tail = groupsOf(right ?? '')
  const zeros: number[] = Array.from({ length: 8 - head.length - tail.length }, () => 0)
  const bits = joined([...head, ...zeros, ...tail], 16n)
  const isMappedIpv4 = bits >> 32n === 0xffffn
  return isMappedIpv4 ? { bits: bits & 0xffff_ffffn, width: 32 } : { bits, width: 128 }
}

const groupsOf = (text: string): number[] => (text === '' ? [] : text.split(':').map((group) => parseInt(group, 16)))

const joined = (parts: readonly number[], width: bigint): bigint =>
  parts.reduce((bits, part) => (bits << width) | BigInt(part), 0n)

/** `URL.hostname` of whatever a person writes for a host: lower case, addresses in their one form. */
export function canonicalHost(text: string): string | undefined {
  const bare = text.includes(':') && !text.startsWith('[') ? `[${text}]` : text
  try {
    return new URL(`http://${bare}/`).hostname.replace(/\.$/, '')
  } catch {
    return undefined
  }
}

/**
 * Whether `hostname` is an address in `network`.
 *
 * @param network - an address, or one with the length of its prefix: `169.254.0.0/16`
 */
export function inNetwork(hostname: string, network: string): boolean {
  const [base = '', prefix] = network.split('/')
  const address = parseAddress(hostname)
  const start = parseAddress(canonicalHost(base) ?? '')
  if (address === undefined || start === undefined || address.width !== start.width) return false
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return false
  const length = prefix === undefined ? start.width : Number(prefix)
  if (length > start.width) return false
  const shift = BigInt(start.width - length)
  return address.bits >> shift === start.bits >> shift
}

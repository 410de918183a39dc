// To which hosts a signature may go. Loaded only where a signer is pinned to some.
import { argumentError, isLoopbackHost } from '@x/kernel'
import { Refusal } from '../../errors/refusal.ts'
import { wireUrl } from '../wire-url.ts'

/** An entry of `onlyHosts`, read. */
interface AllowedHost {
  /** `undefined`: https, or http where the host is this machine. */
  readonly scheme: 'http:' | 'https:' | undefined
  /** With its port where that is not the scheme's own. */
  readonly host: string
  /** Whether it stands for all hosts below it. */
  readonly isDomain: boolean
}

const ENTRY = /^(?:(https?:)\/\/)?(\*\.)?([^/?#@\\\s*]+)\/?$/i

/**
 * @throws Refusal of the kind `foreign-host` unless an entry names the host of `url`
 * @throws TypeError `ERR_INVALID_ARGUMENT` for entries that name no host
 */
export function assertAllowedHost(onlyHosts: unknown, url: string | URL): void {
  if (!Array.isArray(onlyHosts) || onlyHosts.length === 0)
    throw argumentError(
      'The option onlyHosts is no list with a host at least. Give such as ["*.oraclecloud.com"], or leave it out.',
    )
  const allowed = onlyHosts.map(readEntry)
  const { protocol, host, hostname } = wireUrl(url)
  if (allowed.some((each) => isMeant(each, protocol, host, isLoopbackHost(hostname)))) return
  const isNamed = allowed.some((each) => isHostMeant(each, host))
  throw new Refusal('foreign-host', isNamed ? `${protocol}//${host}` : host)
}

function readEntry(entry: unknown): AllowedHost {
  const [, scheme, wildcard, name = ''] = (typeof entry === 'string' && ENTRY.exec(entry.trim())) || []
  const protocol = scheme?.toLowerCase() as AllowedHost['scheme']
  const address = `${protocol ?? 'https:'}//${name}/`
  const isDomain = wildcard !== undefined
  if (name === '' || !URL.canParse(address) || (isDomain && !/\w\.[a-z]/i.test(name)))
    throw argumentError(
      'An entry of onlyHosts names no host. Write api.example.com, *.oraclecloud.com, or an origin such as http://emulator:8080.',
    )
  return { scheme: protocol, host: new URL(address).host, isDomain }
}

const isHostMeant = ({ host, isDomain }: AllowedHost, asked: string): boolean =>
  isDomain ? asked.endsWith(`.${host}`) : asked === host

const isMeant = (entry: AllowedHost, protocol: string, host: string, isLoopback: boolean): boolean =>
  isHostMeant(entry, host) &&
  (entry.scheme === undefined ? protocol === 'https:' || isLoopback : protocol === entry.scheme)

// Where a chain of parents may lead: an answer names the next one, and the token of this program is sent there.
import { isLoopbackHost } from '@x/kernel'
import { realms } from '@x/config/regions'
import { ParentAddressError, ParentCycleError, ParentDepthError } from '../../errors/resource-errors.ts'
import { isSafeParentUrl } from '../inputs.ts'

const MAX_PARENTS = 10

/** The way up to the top, one parent after the other. */
export class ParentWay {
  readonly #visited = new Set<string>()
  #current: URL
  /** Of the address that the environment names: what is trusted does not grow on the way. */
  readonly #start: URL

  /** @param start - the first parent's address */
  constructor(start: string) {
    this.#start = new URL(start)
    this.#current = this.#start
    this.#visited.add(placeOf(this.#start))
  }

  get current(): URL {
    return this.#current
  }

  /**
   * Goes to the parent that the current one has named, if it has.
   *
   * @param named - `opc-parent-rpt-url`; absent, blank, or the current address: there is no other
   * @returns whether there is one
   * @throws {@link ParentAddressError} `ERR_PARENT_ADDRESS` for an address to which no token is sent
   * @throws {@link ParentCycleError} `ERR_PARENT_CYCLE` for one that was asked before
   * @throws {@link ParentDepthError} `ERR_PARENT_DEPTH` when there are too many
   */
  goTo(named: string | undefined): boolean {
    const text = named?.trim() ?? ''
    if (text === '') return false
    if (!isSafeParentUrl(text) || !this.#trusts(new URL(text))) throw new ParentAddressError(this.#current.host)
    const next = new URL(text)
    if (placeOf(next) === placeOf(this.#current)) return false
    if (this.#visited.has(placeOf(next))) throw new ParentCycleError(this.#current.host)
    if (this.#visited.size >= MAX_PARENTS) throw new ParentDepthError(MAX_PARENTS)
    this.#visited.add(placeOf(next))
    this.#current = next
    return true
  }

  /** The same host, this machine where the environment names this machine, or another host of the same realm of OCI. */
  #trusts({ protocol, host, hostname }: URL): boolean {
    const start = this.#start
    if (isLoopbackHost(start.hostname)) return isLoopbackHost(hostname)
    if (host === start.host) return protocol === start.protocol
    const realm = realmOf(start.hostname)
    return realm !== undefined && realm === realmOf(hostname)
  }
}

/** OCI compares addresses without regard to case. What follows `#` is never sent. */
const placeOf = ({ href, hash }: URL): string => href.slice(0, href.length - hash.length).toLowerCase()

/** The domain of the realm that a host is in; `undefined` for any other host. */
const realmOf = (hostname: string): string | undefined =>
  realms
    .map(({ secondLevelDomain }) => secondLevelDomain)
    .filter((domain) => hostname.endsWith(`.${domain}`))
    .sort((a, b) => b.length - a.length)[0]

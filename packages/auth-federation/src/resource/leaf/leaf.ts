// What every version of a resource principal is below the engine: it gets a pair, and knows its region.
import type { InstanceMetadata } from '@x/cert-retrievers'
import type { Sleep } from '@x/kernel'
import type { Lifetime, Loaded, LoadContext, SessionKey, TokenSnapshot } from '@x/signer/principal'
import type { RegionInfo } from '../../principal/service-address.ts'
import type { CallPorts } from '../exchange.ts'
import type { ReadFile } from '../../principal/read-text-file.ts'
import type { RptPathProvider } from '../rpt-path.ts'

/** What a pair is got with. */
export interface LeafContext extends LoadContext {
  /** A key that is made for this load, once for all who need one. */
  readonly newKey: () => Promise<SessionKey>
}

export interface Leaf {
  /** Gets a new pair, or the one before where nothing has changed. It installs nothing. */
  readonly load: (context: LeafContext, previous: TokenSnapshot | undefined) => Promise<Loaded<TokenSnapshot>>
  readonly region: (signal?: AbortSignal) => Promise<RegionInfo | undefined>
  /** Where its pair comes from, in words. */
  readonly source: string
  readonly lifetime?: ((snapshot: TokenSnapshot, random: number) => Lifetime) | undefined
  /** Ends what it has begun. */
  readonly close?: (reason: unknown) => void
}

/** What leaves are made with. */
export interface LeafPorts {
  readonly calls: CallPorts
  readonly metadata: InstanceMetadata
  readonly readFile: ReadFile | undefined
  readonly rptPathProvider: RptPathProvider | undefined
  readonly sleep: Sleep
}

/** A region that is known without asking. */
export const knownRegion =
  (regionId: string | undefined): Leaf['region'] =>
  async () =>
    regionId === undefined ? undefined : { regionId, realmDomain: undefined }

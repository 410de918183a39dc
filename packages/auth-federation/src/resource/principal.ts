// A resource principal of any version: what its environment says, and what gets its pair.
import { processEnvironment, sleep, type Environment, type OptionNames, type Sleep } from '@x/kernel'
import { InstanceMetadata } from '@x/cert-retrievers'
import type { HttpClient } from '@x/http'
import type { Keeper, SessionKey } from '@x/signer/principal'
import { instancePrincipal } from '../instance/principal.ts'
import { keepPrincipal, type KeptPrincipal } from '../principal/principal.ts'
import {
  RENEWAL_OPTIONS,
  renewalHttpClient,
  renewalRetryStrategy,
  type RenewalOptions,
} from '../principal/renewal-options.ts'
import { type SessionKeySource, SessionKeySupplier, takeSessionKey } from '../principal/session-key-supplier.ts'
import { resourceInputs, type LeafInputs } from './inputs.ts'
import { instanceLeaf } from './leaf/instance-leaf.ts'
import { keyLeaf } from './leaf/key-leaf.ts'
import type { Leaf, LeafPorts } from './leaf/leaf.ts'
import { parentsOf } from './parents/parents.ts'
import type { RptPathProvider } from './rpt-path.ts'
import { NEVER_MS, tokenLeaf } from './leaf/token-leaf.ts'

/** Every option of a resource principal; a resource needs none of them. @public */
export interface ResourcePrincipalOptions extends RenewalOptions {
  /** Makes the keys of versions 1.1 and 3.0; in the others the resource has its own. */
  readonly sessionKeySupplier?: SessionKeySource | undefined
  /** Where the service behind a resource of version 1.1 hands out its tokens. @defaultValue a {@link DefaultRptPathProvider} */
  readonly rptPathProvider?: RptPathProvider | undefined
  /** For version 1.1, which asks it for region and id. @defaultValue that of `env` */
  readonly metadata?: InstanceMetadata | undefined
  /** Asks the metadata service, where `metadata` is not given. */
  readonly metadataHttpClient?: HttpClient | undefined
  /** Reads the files that variables name. @defaultValue the file system */
  readonly readFile?: ((path: string) => Promise<string>) | undefined
  /** The wait between two looks at files that do not fit each other yet. @defaultValue a timer */
  readonly sleep?: Sleep | undefined
  /** The variables of the resource principal, the region and proxy variables. @defaultValue process.env */
  readonly env?: RenewalOptions['env']
}

export const RESOURCE_OPTIONS: OptionNames<ResourcePrincipalOptions> = {
  ...RENEWAL_OPTIONS,
  sessionKeySupplier: true,
  rptPathProvider: true,
  metadata: true,
  metadataHttpClient: true,
  readFile: true,
  sleep: true,
}

/**
 * A resource principal. The environment is judged at once; nothing is read or fetched until it is used.
 *
 * @throws the errors of `resourceInputs`
 */
export function resourcePrincipal(options: ResourcePrincipalOptions): KeptPrincipal {
  const env = options.env ?? processEnvironment()
  const { leaf: inputs, parent } = resourceInputs(env)
  const ports = portsOf(options, env)
  const innermost = innermostOf(inputs, ports, options)
  const leaf = parent ? parentsOf(innermost, parent, ports) : innermost
  const supplier = options.sessionKeySupplier ?? new SessionKeySupplier()
  const kept = keepPrincipal(
    {
      principal: 'resource',
      source: `resource principal ${parent ? '3.0 over ' : ''}${inputs.version}: ${leaf.source}`,
      region: async () => (await leaf.region())?.regionId,
      load: (context, previous) => leaf.load({ ...context, newKey: onceMade(supplier) }, previous),
      lifetime: leaf.lifetime,
      asksNobody: inputs.version === '2.2' && parent === undefined,
      // A key of the resource's own was not made by a supplier.
      sessionKeySupplier: parent || inputs.version === '1.1' ? supplier : undefined,
    },
    options,
  )
  return { ...kept, keeper: closingBoth(kept.keeper, leaf) }
}

function portsOf(options: ResourcePrincipalOptions, env: Environment): LeafPorts {
  const { metadataHttpClient: httpClient, now, random, readFile, rptPathProvider, sleep: wait = sleep } = options
  const metadata = options.metadata ?? new InstanceMetadata({ env, httpClient, now, random })
  const calls = {
    httpClient: renewalHttpClient({ ...options, env }),
    retryStrategy: renewalRetryStrategy(options),
    env,
  }
  return { calls, metadata, readFile, rptPathProvider, sleep: wait }
}

function innermostOf(inputs: LeafInputs, ports: LeafPorts, options: ResourcePrincipalOptions): Leaf {
  if (inputs.version === '1.1') return instanceLeaf(inputs, ports, instanceOf(ports, options))
  return inputs.version === '2.2' ? tokenLeaf(inputs, ports) : keyLeaf(inputs, ports)
}

/** The instance that vouches for the resource. Its keys are its own, and so is its supplier. */
function instanceOf({ calls, metadata }: LeafPorts, options: ResourcePrincipalOptions): KeptPrincipal {
  const { now, random, renewalTimeoutMs, httpClient, certBundleVerify, retryStrategy } = options
  return instancePrincipal({
    env: calls.env,
    metadata,
    httpClient,
    federationClientCertBundleVerify: certBundleVerify,
    federationClientRetryStrategy: retryStrategy,
    renewalTimeoutMs,
    now,
    random,
  })
}

/** One key for a load, however many of its steps need one. */
function onceMade(supplier: SessionKeySource): () => Promise<SessionKey> {
  let made: Promise<SessionKey> | undefined
  return () => (made ??= takeSessionKey(supplier))
}

/** What vouches for the resource is closed with it. */
const closingBoth = (keeper: Keeper, leaf: Leaf): Keeper => ({
  listeners: keeper.listeners,
  credential: (context) => keeper.credential(context),
  renew: (options) => keeper.renew(options),
  standing: () => {
    const standing = keeper.standing()
    return standing.expiresAt === NEVER_MS ? { ...standing, expiresAt: undefined } : standing
  },
  close: (reason) => {
    keeper.close(reason)
    leaf.close?.(reason)
  },
})

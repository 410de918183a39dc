// Every principal there is, each as the suite sees it: a new one is a row here.
import { startEmulator } from '@x/emulator'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { Signer } from '@x/signer'
import {
  getOkeWorkloadIdentitySigner,
  getResourcePrincipalsSigner,
  InstancePrincipalsDelegationTokenSigner,
  InstancePrincipalsSecurityTokenSigner,
  OauthExchangeTokenSigner,
  type PrincipalSigner,
  ResourcePrincipalsDelegationTokenSigner,
  tokenExchangeFromEnvironment,
  TokenExchangeSigner,
} from '../../src/index.ts'
import { FilesSubject } from './files-subject.ts'
import { keyPool } from '../key-pool.ts'
import { NetworkSubject, type Subject } from './subject.ts'

const HOUR = 3_600_000

const sessionKeySupplier = await keyPool()

interface Row {
  readonly name: string
  /** Starts the emulator that it lives in; files go to `folder`. */
  readonly start: (folder: string) => Promise<Subject>
}

export const SUBJECTS: readonly Row[] = [
  { name: 'an instance', start: () => instance((options) => new InstancePrincipalsSecurityTokenSigner(options)) },
  {
    name: 'an instance that acts for a user',
    start: () =>
      instance((options) => new InstancePrincipalsDelegationTokenSigner({ ...options, delegationToken: 'eyJ.e30.x' })),
  },
  { name: 'a pod of an OKE cluster', start: (folder) => pod(folder) },
  { name: 'a pod whose keys the cluster makes', start: (folder) => pod(folder, true) },
  { name: 'a resource whose instance vouches for it', start: (folder) => resource('1.1', folder) },
  { name: 'a resource with a key of its own', start: (folder) => resource('2.1', folder) },
  { name: 'a resource with a key of its own in its tenancy', start: (folder) => resource('2.1.1', folder) },
  { name: 'a resource with a key and a security context', start: (folder) => resource('2.1.2', folder) },
  { name: 'a resource whose token lies in a file', start: resourceOfFiles },
  { name: 'a resource that acts as what it is a part of', start: (folder) => resource('3.0', folder) },
  {
    name: 'a resource that acts for a user',
    start: (folder) => resource('2.1', folder, (options) => onBehalf(options)),
  },
  { name: 'a scope of a user', start: scopedUser },
  { name: 'a CI job that exchanges its token', start: job },
]

async function pod(folder: string, serverKeys = false): Promise<Subject> {
  const oci = await startEmulator()
  const env = await oci.environment('oke', folder)
  return new NetworkSubject({
    oci,
    principal: 'oke-workload',
    lifetimeMs: HOUR / 3,
    tokenPath: `/resourcePrincipalSessionTokens${serverKeys ? 'WithCaching' : ''}`,
    signer: async (asked) =>
      getOkeWorkloadIdentitySigner({
        env,
        serverKeys,
        // As the kubelet does: there is always one that lasts, for clocks that are off as well.
        serviceAccountToken: () => oci.cluster.serviceAccountToken({ lifetimeSeconds: 86_400 }),
        random: () => 0,
        sessionKeySupplier: serverKeys ? undefined : sessionKeySupplier,
        retryStrategy: NONE_RETRY_STRATEGY,
        ...asked,
      }),
    reasons: {
      malformed: { code: 'ERR_UNUSABLE_TOKEN', reason: 'unreadable-answer' },
      forbidden: { code: 'ERR_CLUSTER_NOT_ENHANCED', status: 403 },
    },
  })
}

type ResourceOptions = NonNullable<Parameters<typeof getResourcePrincipalsSigner>[0]>

const onBehalf = async (options: ResourceOptions): Promise<PrincipalSigner> =>
  new ResourcePrincipalsDelegationTokenSigner({ ...options, delegationToken: 'eyJ.e30.x' })

async function resource(
  version: '1.1' | '2.1' | '2.1.1' | '2.1.2' | '3.0',
  folder: string,
  make: (options: ResourceOptions) => Promise<PrincipalSigner> = getResourcePrincipalsSigner,
): Promise<Subject> {
  const oci = await startEmulator()
  const env = await oci.environment(`resource-${version}`, folder)
  return new NetworkSubject({
    oci,
    principal: 'resource',
    lifetimeMs: HOUR / 3,
    tokenPath: '/v1/resourcePrincipalSessionToken',
    signer: (asked) => make({ env, random: () => 0, sessionKeySupplier, retryStrategy: NONE_RETRY_STRATEGY, ...asked }),
    // The innermost resource of a chain has a token in a file.
    ...(version === '3.0' && {
      afterLater: () => oci.resourcePrincipals.renewFiles(),
      beforeEach: () => oci.resourcePrincipals.renewFiles(),
      whenAhead: OVER,
    }),
  })
}

const OVER = { code: 'ERR_TOKEN_EXPIRED' }

async function resourceOfFiles(folder: string): Promise<Subject> {
  const oci = await startEmulator()
  const env = await oci.environment('resource-2.2', folder)
  return new FilesSubject(oci, String(env['OCI_RESOURCE_PRINCIPAL_RPST']), (options) =>
    getResourcePrincipalsSigner({ env, random: () => 0, sleep: async () => {}, ...options }),
  )
}

async function scopedUser(): Promise<Subject> {
  const oci = await startEmulator()
  const { tenancy, user, apiKey } = oci
  return new NetworkSubject({
    oci,
    principal: 'oauth-exchange',
    lifetimeMs: HOUR,
    tokenPath: '/v1/oauth2/scoped',
    signer: async ({ now, renewalTimeoutMs }) =>
      new OauthExchangeTokenSigner({
        signer: new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem, now }),
        scope: 'all',
        targetCompartment: oci.compartment,
        oauthTokenEndpoint: oci.url,
        random: () => 0,
        sessionKeySupplier,
        retryStrategy: NONE_RETRY_STRATEGY,
        now,
        renewalTimeoutMs,
      }),
  })
}

async function job(): Promise<Subject> {
  const oci = await startEmulator()
  const env = await oci.environment('token-exchange')
  return new NetworkSubject({
    oci,
    principal: 'token-exchange',
    lifetimeMs: HOUR,
    tokenPath: '/oauth2/v1/token',
    signer: async (asked) =>
      new TokenExchangeSigner({
        ...tokenExchangeFromEnvironment(env),
        random: () => 0,
        sessionKeySupplier,
        retryStrategy: NONE_RETRY_STRATEGY,
        ...asked,
      }),
  })
}

type InstanceOptions = ConstructorParameters<typeof InstancePrincipalsSecurityTokenSigner>[0]

async function instance(
  make: (options: InstanceOptions) => InstancePrincipalsSecurityTokenSigner | InstancePrincipalsDelegationTokenSigner,
): Promise<Subject> {
  const oci = await startEmulator()
  const env = await oci.environment('instance')
  return new NetworkSubject({
    oci,
    principal: 'instance',
    lifetimeMs: 6 * HOUR,
    tokenPath: '/v1/x509',
    signer: async (asked) =>
      make({ env, random: () => 0, sessionKeySupplier, federationClientRetryStrategy: NONE_RETRY_STRATEGY, ...asked }),
    // Its certificates live for hours as well.
    afterLater: () => oci.rotateCertificates(),
  })
}

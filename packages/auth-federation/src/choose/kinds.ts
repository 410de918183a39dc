// Which signer each kind of principal has: a row for each, and nothing else to change for a new one.
import type { AuthenticationType, OciConfigInput } from '@x/config'
import type { SignerOptions } from '@x/signer'
import { localSigner, type PrincipalSigner } from '@x/signer/principal'
import { ResourcePrincipalsDelegationTokenSigner } from '../delegation/resource-signer.ts'
import { InstancePrincipalsDelegationTokenSigner } from '../delegation/signer.ts'
import { InstancePrincipalsSecurityTokenSigner } from '../instance/signer.ts'
import { getOkeWorkloadIdentitySigner } from '../oke/signer.ts'
import { getResourcePrincipalsSigner } from '../resource/signer.ts'
import { sessionSigner } from './session-of-profile.ts'
import type { SignerFromConfigOptions } from './signer-from-config-options.ts'

/** Makes the signer; it does no I/O, which is left to the first signature. */
type MakeSigner = (
  config: OciConfigInput,
  options: SignerFromConfigOptions,
) => PrincipalSigner | Promise<PrincipalSigner>

/** By `authentication_type`. */
export const KINDS: Readonly<Record<AuthenticationType, MakeSigner>> = {
  api_key: (config, options) => localSigner('api_key', config, signingOf(options)),
  security_token: (config, options) => {
    const { env, sharing } = options
    return sessionSigner(config, { ...signingOf(options), env, sharing })
  },
  instance_principal: instance,
  // How OCI's CLI, and so Cloud Shell, names an instance that acts for a user.
  instance_obo_user: instance,
  resource_principal: resource,
  oke_workload_identity: ({ region }, options) => getOkeWorkloadIdentitySigner({ region, ...options }),
}

/** With the file of a delegation token it acts for a user. */
function instance(
  { region, delegationTokenFile: file }: OciConfigInput,
  options: SignerFromConfigOptions,
): PrincipalSigner {
  return file === undefined
    ? new InstancePrincipalsSecurityTokenSigner({ region, ...options })
    : new InstancePrincipalsDelegationTokenSigner({ region, delegationToken: { file }, ...options })
}

/** What it is, its environment says; a configuration adds a user for whom it acts. */
function resource(
  { delegationTokenFile: file }: OciConfigInput,
  options: SignerFromConfigOptions,
): PrincipalSigner | Promise<PrincipalSigner> {
  return file === undefined
    ? getResourcePrincipalsSigner(options)
    : new ResourcePrincipalsDelegationTokenSigner({ delegationToken: { file }, ...options })
}

/** What every signer knows; the rest is refused by some. */
function signingOf(options: SignerOptions): SignerOptions {
  const { genericHeaders, bodyHeaders, requireHost, onlyHosts, maxBufferBytes, now } = options
  return { genericHeaders, bodyHeaders, requireHost, onlyHosts, maxBufferBytes, now }
}

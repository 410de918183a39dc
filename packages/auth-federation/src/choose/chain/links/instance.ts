// The metadata service of a compute instance: the last link, since only a question over the network shows whether it is there.
import { InstanceMetadata, isCertificateError } from '@x/cert-retrievers'
import { NONE_RETRY_STRATEGY } from '@x/retry'
import { InstancePrincipalsSecurityTokenSigner } from '../../../instance/signer.ts'
import { absent, configured, type Link } from '../link.ts'
import { variableOf } from '../variable-of.ts'

/** Where there is a metadata service, it answers within milliseconds. */
const PROBE_MS = 2_000

export const instancePrincipal: Link = {
  name: 'instance-principal',
  lookedFor: 'the metadata service of a compute instance',
  place: 'the address of the metadata service',
  look: async ({ options, env, signing, signal }) => {
    const given = variableOf(env, 'OCI_METADATA_BASE_URL')
    const where = given ?? 'the link-local addresses'
    const probe = { env, timeoutMs: PROBE_MS, retryStrategy: NONE_RETRY_STRATEGY }
    const { metadata } = options
    try {
      await (metadata ?? new InstanceMetadata(probe)).regionInfo({ signal })
    } catch (error) {
      // An address that somebody named has to answer, and so has a service that is busy.
      if (given !== undefined || !isElsewhere(error)) throw error
      return absent(where, 'No metadata service of OCI answers there.')
    }
    return configured(
      where,
      'The metadata service answers.',
      () => new InstancePrincipalsSecurityTokenSigner({ env, metadata, ...signing }),
    )
  },
}

/** Nothing answers, or the metadata service of another cloud does. */
function isElsewhere(error: unknown): boolean {
  if (!isCertificateError(error) || error.code !== 'ERR_INSTANCE_METADATA_UNAVAILABLE') return false
  const { status = 0 } = error
  return status < 500 && status !== 429
}

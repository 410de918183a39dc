// The workload identity of a pod: where the cluster is OKE's, which is seen from proxymux answering under the cluster's own CA.
import { okeInputs } from '../../../oke/inputs.ts'
import { probeProxymux } from '../../../oke/probe.ts'
import { getOkeWorkloadIdentitySigner } from '../../../oke/signer.ts'
import { absent, configured, type Link } from '../link.ts'
import { variableOf } from '../variable-of.ts'

export const okeWorkload: Link = {
  name: 'oke-workload',
  lookedFor: 'a pod of an OKE cluster',
  place: 'the environment',
  look: async ({ options: { proxymuxPort }, env, signing, signal }) => {
    if (variableOf(env, 'KUBERNETES_SERVICE_HOST') === undefined)
      return absent('the environment', 'KUBERNETES_SERVICE_HOST is not set.')
    const inputs = okeInputs({ env, proxymuxPort })
    const { answers, why } = await probeProxymux(inputs, { signal })
    const { host } = inputs.endpoint
    return answers
      ? configured(host, why, () => getOkeWorkloadIdentitySigner({ env, proxymuxPort, ...signing }))
      : absent(host, why)
  },
}

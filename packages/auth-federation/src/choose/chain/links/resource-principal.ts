// A resource principal, where the environment names its version.
import { resourceInputs, resourceSetting } from '../../../resource/inputs.ts'
import { getResourcePrincipalsSigner } from '../../../resource/signer.ts'
import { absent, configured, type Link } from '../link.ts'
import { variableOf } from '../variable-of.ts'

const WHERE = 'the environment'
const VERSION = 'OCI_RESOURCE_PRINCIPAL_VERSION'
/** OCI's SDK for Go asks for these two in a pod, and for nothing else of a resource principal. */
const ASKED_FOR_IN_PODS = new Set([VERSION, 'OCI_RESOURCE_PRINCIPAL_REGION'])

export const resourcePrincipal: Link = {
  name: 'resource-principal',
  lookedFor: VERSION,
  place: WHERE,
  look: ({ env, signing }) => {
    const { version, set } = resourceSetting(env)
    if (version === undefined) return absent(WHERE, `${VERSION} is not set.`)
    const isPod = variableOf(env, 'KUBERNETES_SERVICE_HOST') !== undefined
    if (isPod && set.every((name) => ASKED_FOR_IN_PODS.has(name)))
      return absent(WHERE, `${VERSION} is set with nothing but a region, in a pod: its workload identity is meant.`)
    resourceInputs(env)
    const found = `${VERSION} is ${version}, and all that belongs to it is set.`
    return configured(WHERE, found, () => getResourcePrincipalsSigner({ env, ...signing }))
  },
}

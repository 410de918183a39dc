// Which version of its protocol kubectl speaks.
import { UsageError } from '../../../../program/errors.ts'

const GROUP = 'client.authentication.k8s.io'
const VERSIONS = [`${GROUP}/v1beta1`, `${GROUP}/v1`]

/**
 * @param info - KUBERNETES_EXEC_INFO, which is absent where no kubectl asks
 * @throws {@link UsageError} for a version that nobody speaks here
 */
export function apiVersionOf(info: string | undefined): string {
  const asked = info === undefined ? undefined : versionIn(info)
  const version = asked === undefined ? VERSIONS[0] : VERSIONS.find((each) => each === asked)
  if (version !== undefined) return version
  throw new UsageError(
    `KUBERNETES_EXEC_INFO asks for ${JSON.stringify(asked).slice(0, 80)}. Write ${VERSIONS.join(' or ')} as the apiVersion of exec in the kubeconfig.`,
  )
}

function versionIn(info: string): unknown {
  try {
    return (Object(JSON.parse(info)) as { readonly apiVersion?: unknown }).apiVersion
  } catch {
    return undefined
  }
}

// Tells every verified caller the root certificates to which the certificates of instances lead.
import { jsonAnswer } from '../../frame/service/answer.ts'
import { verified, type Examined } from '../../frame/service/examined.ts'
import { pathOf, type ReceivedRequest } from '../../proof/request/received-request.ts'
import { verifyRequest } from '../../proof/verify-request.ts'
import type { Tenancy } from '../../tenancy/tenancy.ts'

const ROOT_CERTIFICATES_PATH = '/v1/instancePrincipalRootCACertificates'

/** `undefined` when the request is for something else. */
export function examineRootCertificates(
  { authority, certificates }: Tenancy,
  request: ReceivedRequest,
): Examined | undefined {
  if (request.method !== 'GET' || pathOf(request.target) !== ROOT_CERTIFICATES_PATH) return undefined
  return verified(verifyRequest(request, authority), async () => {
    const root = await certificates.rootCertificate()
    return jsonAnswer(200, { certificates: [root.toString()] })
  })
}

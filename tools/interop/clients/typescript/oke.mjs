// Signs as a pod of an OKE cluster.
import common from 'oci-common'
import { principalCases } from './interop.mjs'

const { OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH: ca, OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH: token } = process.env
const { OkeWorkloadIdentityAuthenticationDetailsProvider: Oke } = common

const pod = () => new Oke.OkeWorkloadIdentityAuthenticationDetailsProviderBuilder(ca, token).build()
await principalCases(pod, '/resourcePrincipalSessionTokens')

// Compiled, never run: Oracle's clients take what is made here, and wrong uses are refused.
import type { PrincipalError } from '@x/auth-federation'
import type { RequestSigner, SignerError } from '@x/signer'
import type { HttpClient } from 'oci-common'
import { GenerativeAiInferenceClient } from 'oci-generativeaiinference'
import { IdentityClient } from 'oci-identity'
import { DataplaneClient } from 'oci-identitydataplane'
import { ObjectStorageClient } from 'oci-objectstorage'
import { createOciHttpClient, setClientRegion, type OciHttpClient } from '../src/index.ts'
import { MAY_HELP } from '../src/may-help.ts'

declare const signer: RequestSigner
export const httpClient: HttpClient = createOciHttpClient(signer)
export const clients = [
  new GenerativeAiInferenceClient({ httpClient: createOciHttpClient(signer, { refreshOn401: false }) }),
  new IdentityClient({ httpClient: createOciHttpClient(signer, { clockSkew: undefined }) }),
  new DataplaneClient({ httpClient }),
  new ObjectStorageClient({ httpClient }),
]
export const identity: Promise<IdentityClient> = setClientRegion(new IdentityClient({ httpClient }), signer)

/** Every error of signers has been decided on. */
export const decided: Readonly<Record<SignerError['code'] | PrincipalError['code'], boolean>> = MAY_HELP

// @ts-expect-error Which bodies are signed is the SDK's to say.
createOciHttpClient(signer, { bodySigning: 'exclude' })
// @ts-expect-error A promise is no signer.
createOciHttpClient(Promise.resolve(signer))
// @ts-expect-error What has no region cannot be given one.
void setClientRegion({ send: httpClient.send }, signer)
// @ts-expect-error An address alone is no request.
void (httpClient as OciHttpClient).send('https://identity.us-phoenix-1.oraclecloud.com/20160918/regions')

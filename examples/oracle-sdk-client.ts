// A client of Oracle's TypeScript SDK signs as an instance: requests, retries and pages are the SDK's, the signature is ours.
import { InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'
import { createOciHttpClient, setClientRegion } from '@x/oci-common'
import { ObjectStorageClient } from 'oci-objectstorage'

const signer = new InstancePrincipalsSecurityTokenSigner()
const httpClient = createOciHttpClient(signer, {
  onRefused: ({ diagnosis }) => console.error(diagnosis.text),
})
const objectStorage = await setClientRegion(new ObjectStorageClient({ httpClient }), signer)

const object = { namespaceName: 'namespace', bucketName: 'bucket', objectName: 'greeting' }
await objectStorage.putObject({ ...object, putObjectBody: 'Grüße', contentType: 'text/plain; charset=utf-8' })
const { value, contentLength } = await objectStorage.getObject(object)
console.log(contentLength, await new Response(value as ReadableStream).text())

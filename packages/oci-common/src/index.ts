// The public surface of @x/oci-common; every export is listed by hand.
export { createOciHttpClient } from './create-oci-http-client.ts'
export type { OciHttpClient, OciHttpRequest } from './oci-http-client.ts'
export type { OciHttpClientOptions } from './options.ts'
export { setClientRegion, type RegionalClient } from './set-client-region.ts'

// Where certificates are exchanged for tokens.
import { completeAddress } from '../principal/service-address.ts'

/**
 * The address of the X.509 exchange: a base address gets `/v1/x509`, a full one stays as it is.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when it is not an absolute http(s) address, or has a query
 */
export const federationEndpoint = (given: string | URL): URL =>
  completeAddress(given, {
    option: 'federationEndpoint',
    path: '/v1/x509',
    example: 'https://auth.us-phoenix-1.oraclecloud.com/v1/x509',
  })

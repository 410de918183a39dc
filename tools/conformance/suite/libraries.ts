// The built packages, as a launcher loads them.
import type * as federation from '@x/auth-federation'
import type * as tokenExchange from '@x/auth-federation/token-exchange'
import type * as signedAxios from '@x/axios'
import type * as config from '@x/config'
import type * as regions from '@x/config/regions'
import type * as signedFetch from '@x/fetch'
import type * as http from '@x/http'
import type * as dataPlane from '@x/identity-data-plane'
import type * as retry from '@x/retry'
import type * as umbrellaFetch from '@x/sdk/fetch'
import type * as umbrellaRetry from '@x/sdk/retry'
import type * as umbrellaSigner from '@x/sdk/signer'
import type * as signer from '@x/signer'
import type * as refresh from '@x/signer/principal'
import type * as verify from '@x/signer/verify'
import type { AxiosStatic } from 'axios'

export interface Libraries {
  readonly signer: typeof signer
  readonly verify: typeof verify
  readonly refresh: typeof refresh
  readonly signedFetch: typeof signedFetch
  readonly signedAxios: typeof signedAxios
  readonly axios: AxiosStatic
  readonly config: typeof config
  readonly regions: typeof regions
  readonly retry: typeof retry
  readonly http: typeof http
  readonly tokenExchange: typeof tokenExchange
  readonly dataPlane: typeof dataPlane
  readonly umbrellaSigner: typeof umbrellaSigner
  readonly umbrellaFetch: typeof umbrellaFetch
  readonly umbrellaRetry: typeof umbrellaRetry
  /** Where there is Node's API. */
  readonly federation?: typeof federation
}

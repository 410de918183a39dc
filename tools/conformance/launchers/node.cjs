// Node, CommonJS.
const libraries = {
  axios: require('axios'),
  signedAxios: require('@x/axios'),
  config: require('@x/config'),
  regions: require('@x/config/regions'),
  federation: require('@x/auth-federation'),
  signedFetch: require('@x/fetch'),
  http: require('@x/http'),
  dataPlane: require('@x/identity-data-plane'),
  retry: require('@x/retry'),
  umbrellaFetch: require('@x/sdk/fetch'),
  umbrellaRetry: require('@x/sdk/retry'),
  umbrellaSigner: require('@x/sdk/signer'),
  signer: require('@x/signer'),
  refresh: require('@x/signer/principal'),
  tokenExchange: require('@x/auth-federation/token-exchange'),
  verify: require('@x/signer/verify'),
}

const [, , address] = process.argv
void Promise.all([import('./suite.js'), import('./node-host.js')]).then(([{ run }, { nodeHost }]) =>
  run(libraries, nodeHost(require.resolve), address),
)

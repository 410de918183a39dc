// What OCI's SDKs and other HTTP clients call an option, where no similarity leads to the name that it has here.

/** In lower case and without punctuation, to the names that it has in our functions: the first that a function knows counts. */
export const ORACLES_NAMES: Readonly<Record<string, readonly string[]>> = {
  // OCI's SDK for Python.
  certbundleverify: ['certBundleVerify', 'federationClientCertBundleVerify'],
  circuitbreakercallback: ['circuitBreakerCallback', 'onStateChange'],
  federationclientcertbundleverify: ['federationClientCertBundleVerify', 'certBundleVerify'],
  federationclientretrystrategy: ['federationClientRetryStrategy', 'retryStrategy'],
  filelocation: ['file'],
  logrequests: ['logger'],
  passphrase: ['passphrase'],
  privatekeycontent: ['privateKey', 'privateKeyPem', 'keyContent'],
  privatekeyfilelocation: ['privateKeyFile', 'privateKeyPemFilePath', 'keyFile', 'privateKey'],
  profilename: ['profile'],
  retrystrategy: ['retryStrategy'],
  serviceendpoint: ['serviceEndpoint', 'endpoint'],
  timeout: ['timeoutMs', 'readTimeoutMs', 'deadlineMs', 'lockTimeoutMs'],
  // oci-common.
  authenticationdetailsprovider: ['signer', 'config'],
  circuitbreaker: ['circuitBreakerStrategy'],
  configurationfilepath: ['file'],
  provider: ['signer', 'config'],
  requestsigner: ['signer'],
  retryconfiguration: ['retryStrategy'],
  // Node, axios and fetch.
  agent: ['httpClient', 'proxy'],
  ca: ['certBundleVerify'],
  cert: ['clientCertificate'],
  fetch: ['httpClient'],
  rejectunauthorized: ['certBundleVerify'],
  verify: ['certBundleVerify'],
}

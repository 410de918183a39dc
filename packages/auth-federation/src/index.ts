// The public surface of @x/auth-federation; every export is listed by hand.
export {
  InvalidDelegationTokenError,
  isPrincipalError,
  MalformedTokenError,
  MissingInputError,
  PrincipalClosedError,
  TenancyChangedError,
  type MalformedTokenReason,
  type PrincipalError,
} from './errors.ts'
export type { DelegationTokenSource } from './instance/delegation-token.ts'
export {
  InstancePrincipalsDelegationTokenSigner,
  type InstanceDelegationSignerOptions,
} from './instance/instance-delegation-signer.ts'
export type { InstancePrincipalOptions } from './instance/instance-principal.ts'
export {
  InstancePrincipalsSecurityTokenSigner,
  type InstancePrincipalsSignerOptions,
} from './instance/instance-principals-signer.ts'
export type { Identity, PrincipalSigner } from './principal-signer.ts'
export { SessionKeySupplier, type SessionKey, type SessionKeySupplierOptions } from './session-key-supplier.ts'
export {
  X509FederationClient,
  type ExchangeOptions,
  type X509FederationClientOptions,
} from './x509/x509-federation-client.ts'
export { X509FederationClientBasedSecurityTokenSigner, type X509SignerOptions } from './x509/x509-signer.ts'
export type { FingerprintAlgorithm } from '@x/cert-retrievers'
export type { RefreshEvents } from '@x/signer/principal'

// The public surface of @x/axios; every export is listed by hand.
export { attachSigner } from './attach-signer.ts'
export { AuthConflictError, CleartextProxyError, ProxyAnswerError, SignerAttachedError } from './errors.ts'
export type { BodySigning, RefusedAxiosRequest, SigningOptions } from './options.ts'
export { signingInterceptor, type SigningInterceptor } from './signing-interceptor.ts'

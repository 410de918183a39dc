// The public surface of @x/axios; every export is listed by hand.
export { attachSigner } from './attach-signer.ts'
export { AuthConflictError, SignerAttachedError } from './errors.ts'
export {
  signingInterceptor,
  type BodySigning,
  type SigningInterceptor,
  type SigningOptions,
} from './signing-interceptor.ts'

// All of @x/axios. Written by `npm run generate`; do not edit.
export {
  AuthConflictError,
  type BodySigning,
  CleartextProxyError,
  ProxyAnswerError,
  SignerAttachedError,
  type SigningInterceptor,
  type SigningOptions,
  attachSigner,
  signingInterceptor,
} from '@x/axios'

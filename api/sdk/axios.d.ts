// The public contract of @x/sdk/axios, written by `npm run generate`: a change here is a change for its users.

export {
  AuthConflictError,
  BodySigning,
  CleartextProxyError,
  ProxyAnswerError,
  SignerAttachedError,
  SigningInterceptor,
  SigningOptions,
  attachSigner,
  signingInterceptor,
} from '@x/axios'

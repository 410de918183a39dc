// The public surface of @x/http; every export is listed by hand.
export { createHttpClient, type HttpClientOptions } from './create-http-client.ts'
export {
  NetworkError,
  RedirectError,
  ResponseParseError,
  ResponseTooLargeError,
  TimeoutError,
  type FailedCall,
  type NetworkProblem,
  type TimeoutPhase,
} from './errors.ts'
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from './http-client.ts'
export { isHttpError, type HttpError } from './is-http-error.ts'
export type { LogFields, Logger } from './observe.ts'
export { InvalidProxyError, TlsMaterialError, UnsupportedOptionError } from './option-errors.ts'
export { ProxyError } from './proxy-error.ts'
export { redact } from './redact.ts'
export { createRequestId } from './request-id.ts'
export type { ClientCertificate } from './runtime/transport.ts'
export { ServiceClient, type ServiceClientOptions } from './service-client.ts'
export { isServiceError, ServiceError, type ServiceErrorFields } from './service-error.ts'
export type { HeaderValue, Response, ServiceCallOptions, ServiceOperation } from './service-call.ts'
export type { QueryValue, Scalar } from './service-url.ts'
export type { SetTimer } from './watch.ts'

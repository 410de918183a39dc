// The public surface of @x/http; every export is listed by hand.
export { createHttpClient, type HttpClientOptions } from './call/create-http-client.ts'
export {
  NetworkError,
  RedirectError,
  ResponseParseError,
  ResponseTooLargeError,
  TimeoutError,
  type FailedCall,
  type NetworkProblem,
  type TimeoutPhase,
} from './errors/errors.ts'
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from './call/http-client.ts'
export { isHttpError, type HttpError } from './errors/is-http-error.ts'
export type { LogFields, Logger } from './report/observe.ts'
export { InvalidProxyError, TlsMaterialError, UnsupportedOptionError } from './errors/option-errors.ts'
export { ProxyError } from './errors/proxy-error.ts'
export { redact } from './report/redact.ts'
export { createRequestId } from './service/request-id.ts'
export type { ClientCertificate } from './runtime/transport.ts'
export { ServiceClient, type ServiceClientOptions } from './service/service-client.ts'
export { isServiceError, ServiceError, type ServiceErrorFields } from './service/service-error.ts'
export type { HeaderValue, ServiceCallOptions, ServiceOperation, ServiceResponse } from './service/service-call.ts'
export type { QueryValue, Scalar } from './service/service-url.ts'
export type { SetTimer } from './watch/watch.ts'

// The public contract of @x/axios, written by `npm run generate`: a change here is a change for its users.

import type { Diagnosis, RequestSigner, SignOptions, SignedRequest } from '@x/signer'

import type { AxiosInstance, AxiosResponse, InternalAxiosRequestConfig } from 'axios'

export declare class AuthConflictError extends TypeError {
  readonly name = 'AuthConflictError'
  readonly code = 'ERR_AUTH_CONFLICT'
  constructor()
  toJSON(): object
}

export type BodySigning = NonNullable<SignOptions['bodySigning']>

export declare class CleartextProxyError extends Error {
  readonly name = 'CleartextProxyError'
  readonly code = 'ERR_CLEARTEXT_PROXY'
  constructor(proxy: string)
  toJSON(): object
}

export declare class ProxyAnswerError extends Error {
  readonly name = 'ProxyAnswerError'
  readonly code = 'ERR_PROXY_ANSWER'
  readonly proxyStatus: number
  constructor(proxyStatus: number)
  toJSON(): object
}

export interface RefusedAxiosRequest {
  readonly request: SignedRequest
  readonly response: AxiosResponse
  readonly diagnosis: Diagnosis
}

export declare class SignerAttachedError extends TypeError {
  readonly name = 'SignerAttachedError'
  readonly code = 'ERR_SIGNER_ATTACHED'
  constructor()
  toJSON(): object
}

export type SigningInterceptor = (config: InternalAxiosRequestConfig) => InternalAxiosRequestConfig

export interface SigningOptions {
  readonly refreshOn401?: boolean | undefined
  readonly clockSkew?: boolean | undefined
  readonly onRefused?: ((refused: RefusedAxiosRequest) => unknown) | undefined
  readonly bodySigning?: BodySigning | ((config: InternalAxiosRequestConfig) => BodySigning | undefined) | undefined
}

export declare function attachSigner(
  instance: AxiosInstance,
  signer: RequestSigner,
  options?: SigningOptions,
): () => void

export declare function signingInterceptor(signer: RequestSigner, options?: SigningOptions): SigningInterceptor

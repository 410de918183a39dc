// How services are called, where the line says something about it.
import type { Environment } from '@x/kernel'
import { createHttpClient, type HttpClient } from '@x/http'
import { retryStrategy, type RetryStrategyOptions } from '@x/retry'
import type { RootOptions } from './root-options.ts'

/** To be passed on to what calls services. */
export interface Calls {
  readonly httpClient?: HttpClient
  readonly retryStrategy?: RetryStrategyOptions
}

/** Is told of what is done, with `--debug`. */
export type Log = ((line: string) => void) | undefined

interface CallPorts {
  readonly env: Environment
  path(text: string): string
  readonly log: Log
}

export function callsOf(root: RootOptions, { env, path, log }: CallPorts): Calls {
  const { certBundle, proxy, connectionTimeout: connectTimeoutMs, readTimeout: readTimeoutMs } = root
  const logger = log && { debug: (message: string, fields: object) => log(`${message} ${JSON.stringify(fields)}`) }
  const isAsked = [certBundle, proxy, connectTimeoutMs, readTimeoutMs, logger].some((each) => each !== undefined)
  const certBundleVerify = certBundle === undefined ? undefined : path(certBundle)
  const attempts = root.noRetry ? 1 : root.maxRetries === undefined ? undefined : root.maxRetries + 1
  return {
    ...(isAsked && {
      httpClient: createHttpClient({ certBundleVerify, proxy, connectTimeoutMs, readTimeoutMs, env, logger }),
    }),
    ...(attempts !== undefined && { retryStrategy: retryStrategy({ maxAttempts: attempts }) }),
  }
}

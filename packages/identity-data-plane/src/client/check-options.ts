// What a client was told, checked when it is made: a slip is found there, not with the first call.
import { argumentError, type Environment, type OptionNames, refuseUnknownOptions } from '@x/kernel'
import { chooseRetryStrategy, retryStrategy } from '@x/retry'
import type { DataplaneCallOptions, DataplaneClientOptions } from './client-options.ts'

const OPTIONS: OptionNames<DataplaneClientOptions> = {
  config: true,
  signer: true,
  region: true,
  serviceEndpoint: true,
  timeoutMs: true,
  retryStrategy: true,
  circuitBreakerStrategy: true,
  circuitBreakerCallback: true,
  realmSpecificEndpointTemplateEnabled: true,
  realmSpecificEndpointTemplates: true,
  dualStackEndpointsEnabled: true,
  endpointTemplate: true,
  allowControlChars: true,
  httpClient: true,
  logger: true,
  regionSources: true,
  env: true,
  now: true,
  setTimer: true,
}

/** What OCI's SDK for Python calls these options. */
const MEANT = { clientlevelrealmspecificendpointtemplateenabled: 'realmSpecificEndpointTemplateEnabled' }

/** What every call may be told. */
export const CALL_OPTIONS: OptionNames<DataplaneCallOptions> = {
  signal: true,
  timeoutMs: true,
  deadlineMs: true,
  retryStrategy: true,
  opcRequestId: true,
  allowControlChars: true,
}

const FUNCTIONS = ['circuitBreakerCallback', 'httpClient', 'now', 'setTimer'] as const
const SWITCHES = ['allowControlChars', 'dualStackEndpointsEnabled', 'realmSpecificEndpointTemplateEnabled'] as const

/**
 * @throws TypeError `ERR_INVALID_ARGUMENT`
 * @throws InvalidRetryOptionError `ERR_INVALID_RETRY_OPTION`, InvalidRetryVariableError `ERR_INVALID_RETRY_VARIABLE`
 */
export function checkOptions(options: DataplaneClientOptions, env: Environment): void {
  refuseUnknownOptions(options, OPTIONS, MEANT)
  for (const name of FUNCTIONS) checkKind(options[name], 'function', `The option ${name} is not a function. Pass one`)
  // "false" is true to JavaScript.
  for (const name of SWITCHES) checkKind(options[name], 'boolean', `The option ${name} is neither true nor false`)
  checkTimeouts(options.timeoutMs)
  retryStrategy(chooseRetryStrategy(undefined, options.retryStrategy, env))
}

function checkKind(value: unknown, kind: 'function' | 'boolean', problem: string): void {
  if (value !== undefined && typeof value !== kind) throw argumentError(`${problem}, or leave it out.`)
}

function checkTimeouts(given: DataplaneClientOptions['timeoutMs']): void {
  if (given === undefined) return
  const limits: readonly unknown[] = Array.isArray(given) ? given : [given, given]
  if (limits.length === 2 && limits.every((limit) => typeof limit === 'number' && limit > 0)) return
  throw argumentError(
    'The option timeoutMs is neither a positive number nor a pair of them. Give milliseconds: one limit, or [connectMs, readMs].',
  )
}

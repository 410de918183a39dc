// The public contract of @x/retry, written by `npm run generate`: a change here is a change for its users.

export interface AttemptContext {
  readonly attempt: number
  readonly signal: AbortSignal | undefined
  readonly headers: RetryHeaders
}

export interface AttemptEvent {
  readonly attempt: number
  readonly elapsedMs: number
}

export declare class CircuitBreaker {
  #private
  constructor(strategy?: CircuitBreakerStrategyOptions)
  get name(): string | undefined
  get state(): CircuitState
  get retryAt(): number | undefined
  get history(): readonly CircuitFailure[]
  execute<T>(operation: (context: ExecuteContext) => T | PromiseLike<T>, options?: ExecuteOptions): Promise<T>
}

export interface CircuitBreakerStrategy extends CircuitBreakerStrategyOptions {
  readonly enabled: boolean
  readonly minimumCalls: number
  readonly failureRatio: number
  readonly windowMs: number
  readonly openMs: number
  readonly historySize: number
  readonly redact: (text: string) => string
}

export interface CircuitBreakerStrategyOptions {
  readonly enabled?: boolean | undefined
  readonly name?: string | undefined
  readonly minimumCalls?: number | undefined
  readonly failureRatio?: number | undefined
  readonly windowMs?: number | undefined
  readonly openMs?: number | undefined
  readonly historySize?: number | undefined
  readonly isFailure?: ((error: unknown) => boolean) | undefined
  readonly redact?: ((text: string) => string) | undefined
  readonly now?: (() => number) | undefined
  readonly onStateChange?: ((event: CircuitStateEvent) => unknown) | undefined
  readonly onRejected?: ((event: CircuitRejectedEvent) => unknown) | undefined
  readonly onFailure?: ((event: CircuitFailureEvent) => unknown) | undefined
}

export interface CircuitFailure {
  readonly at: number
  readonly kind: ErrorKind
  readonly status: number | undefined
  readonly code: string | undefined
  readonly requestId: string | undefined
  readonly message: string
}

export interface CircuitFailureEvent {
  readonly breakerName: string | undefined
  readonly failure: CircuitFailure
  readonly error: unknown
}

export interface CircuitOpenDetails {
  readonly breakerName: string | undefined
  readonly retryAt: number
  readonly history: readonly CircuitFailure[]
  readonly now: number
}

export declare class CircuitOpenError extends Error {
  readonly name = 'CircuitOpenError'
  readonly code = 'ERR_CIRCUIT_OPEN'
  readonly breakerName: string | undefined
  readonly retryAt: number
  readonly history: readonly CircuitFailure[]
  constructor(details: CircuitOpenDetails)
  toJSON(): object
}

export interface CircuitRejectedEvent {
  readonly breakerName: string | undefined
  readonly error: CircuitOpenError
}

export type CircuitState = 'closed' | 'open' | 'half-open'

export interface CircuitStateEvent {
  readonly breakerName: string | undefined
  readonly from: CircuitState
  readonly to: CircuitState
  readonly at: number
  readonly history: readonly CircuitFailure[]
}

export declare const DEFAULT_CIRCUIT_BREAKER_STRATEGY: CircuitBreakerStrategy

export declare const DEFAULT_RETRY_ON: StatusTable

export declare const DEFAULT_RETRY_STRATEGY: RetryStrategy

export interface ErrorClass {
  readonly kind: ErrorKind
  readonly status?: number | undefined
  readonly code?: string | undefined
}

export type ErrorKind = 'service' | 'timeout' | 'network' | 'aborted' | 'circuit-open' | 'fatal' | 'unknown'

export declare class EventualConsistencyWindow {
  #private
  constructor(options?: EventualConsistencyWindowOptions)
  extend(): void
  get endsAt(): number | undefined
  get remainingMs(): number
}

export interface EventualConsistencyWindowOptions {
  readonly sizeMs?: number | undefined
  readonly now?: (() => number) | undefined
}

export interface ExecuteContext {
  readonly signal: AbortSignal | undefined
}

export interface ExecuteOptions {
  readonly signal?: AbortSignal | undefined
}

export interface FailedAttempt {
  readonly attempt: number
  readonly startedAt: number
  readonly durationMs: number
  readonly error: unknown
  readonly delayMs: number | undefined
}

export interface GiveUpEvent {
  readonly attempt: number
  readonly error: unknown
  readonly reason: GiveUpReason
  readonly elapsedMs: number
  readonly attempts: readonly FailedAttempt[]
}

export type GiveUpReason = 'not-retryable' | 'not-replayable' | 'attempts' | 'elapsed' | 'deadline' | 'aborted'

export declare class InvalidRetryOptionError extends TypeError {
  readonly name = 'InvalidRetryOptionError'
  readonly code = 'ERR_INVALID_RETRY_OPTION'
  readonly option: string | undefined
  constructor(message: string, option?: string)
  toJSON(): object
}

export declare class InvalidRetryVariableError extends Error {
  readonly name = 'InvalidRetryVariableError'
  readonly code = 'ERR_INVALID_RETRY_VARIABLE'
  readonly variable: string
  constructor(variable: string, expected: string)
  toJSON(): object
}

export type Jitter =
  'decorrelated-jitter' | 'full-jitter' | 'equal-jitter' | 'full-jitter-with-equal-on-throttle' | 'fixed' | 'none'

export declare const NONE_CIRCUIT_BREAKER_STRATEGY: CircuitBreakerStrategy

export declare const NONE_RETRY_STRATEGY: RetryStrategy

export interface RetryEvent {
  readonly attempt: number
  readonly error: unknown
  readonly reason: RetryReason
  readonly delayMs: number
  readonly elapsedMs: number
}

export type RetryHeaders = Readonly<Record<string, string>>

export type RetryOperation<T> = (context: AttemptContext) => T | PromiseLike<T>

export interface RetryOptions {
  readonly signal?: AbortSignal | undefined
  readonly replayable?: boolean | undefined
  readonly retryToken?: string | boolean | undefined
  readonly deadlineAt?: number | undefined
}

export type RetryPredicate = (error: unknown, question: RetryQuestion) => boolean

export interface RetryQuestion extends ErrorClass {
  readonly attempt: number
  readonly byDefault: boolean
}

export type RetryReason =
  'timeout' | 'network' | 'service-error' | 'eventual-consistency' | 'circuit-open' | 'predicate' | 'any-error'

export interface RetryStrategy extends RetryStrategyOptions {
  readonly maxAttempts: number | false
  readonly totalElapsedMs: number | false
  readonly retryOn: StatusTable | RetryPredicate | false
  readonly retryOnAny5xx: boolean
  readonly retryOnOpenCircuit: boolean
  readonly baseMs: number
  readonly growthFactor: number
  readonly maxWaitMs: number
  readonly jitter: Jitter
  readonly jitterMs: number
  readonly honourRetryAfter: boolean
}

export interface RetryStrategyOptions {
  readonly maxAttempts?: number | false | undefined
  readonly totalElapsedMs?: number | false | undefined
  readonly retryOn?: StatusTable | RetryPredicate | false | undefined
  readonly retryOnAny5xx?: boolean | undefined
  readonly retryOnOpenCircuit?: boolean | undefined
  readonly baseMs?: number | undefined
  readonly growthFactor?: number | undefined
  readonly maxWaitMs?: number | undefined
  readonly jitter?: Jitter | undefined
  readonly jitterMs?: number | undefined
  readonly honourRetryAfter?: boolean | undefined
  readonly eventualConsistency?: EventualConsistencyWindow | undefined
  readonly now?: (() => number) | undefined
  readonly random?: (() => number) | undefined
  readonly sleep?: Sleep | undefined
  readonly onAttempt?: ((event: AttemptEvent) => unknown) | undefined
  readonly onRetry?: ((event: RetryEvent) => unknown) | undefined
  readonly onGiveUp?: ((event: GiveUpEvent) => unknown) | undefined
}

export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

export type StatusTable = Readonly<Record<number, readonly string[]>>

export declare function attemptsOf(error: unknown): readonly FailedAttempt[]

export declare function chooseCircuitBreaker(
  client: CircuitBreaker | CircuitBreakerStrategyOptions | undefined,
  environment?: Environment,
): CircuitBreaker

export declare function chooseCircuitBreakerStrategy(
  client: CircuitBreakerStrategyOptions | undefined,
  environment?: Environment,
): CircuitBreakerStrategyOptions

export declare function chooseRetryStrategy(
  operation: RetryStrategyOptions | undefined,
  client: RetryStrategyOptions | undefined,
  environment?: Environment,
): RetryStrategy

export declare function circuitBreakerStrategy(options?: CircuitBreakerStrategyOptions): CircuitBreakerStrategy

export declare function classifyError(error: unknown): ErrorClass

export declare function createRetryToken(): string

export declare function isCircuitOpenError(error: unknown): error is CircuitOpenError

export declare function isSecretName(name: string): boolean

export declare function parseRetryAfter(value: string, now: number): number | undefined

export declare function redactText(text: string): string

export declare function retry<T>(
  operation: RetryOperation<T>,
  strategy: RetryStrategyOptions,
  options?: RetryOptions,
): Promise<T>

export declare function retryStrategy(options?: RetryStrategyOptions): RetryStrategy

type Environment = Readonly<Record<string, string | undefined>>

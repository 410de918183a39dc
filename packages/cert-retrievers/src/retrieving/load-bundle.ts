// Loads certificate and key as a pair, and once more when they were caught in the middle of a rotation.
import { retry, type Sleep } from '@x/retry'
import {
  readBundle,
  type CertificateBundle,
  type CertificateMaterial,
  type ValidityRule,
} from '../bundle/certificate-bundle.ts'

/** Options that every retriever has. @public */
export interface LoadOptions {
  /** By how much the clocks of this machine and of the issuer may differ, in milliseconds. @defaultValue 300_000 */
  readonly clockToleranceMs?: number | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** The wait before a mixed pair is read again. @defaultValue a timer */
  readonly sleep?: Sleep | undefined
}

/** How often a pair that doesn't fit is read, and the wait between in milliseconds. */
const PAIR_READS = 3
const PAIR_WAIT_MS = 100

export interface Loading {
  readonly read: (signal: AbortSignal) => Promise<CertificateMaterial>
  /** Which failures a rotation explains. */
  readonly isMixed: (error: unknown) => boolean
}

export function loadBundle(
  { read, isMixed }: Loading,
  options: LoadOptions,
  signal: AbortSignal,
): Promise<CertificateBundle> {
  const { now, sleep } = options
  const plan = {
    maxAttempts: PAIR_READS,
    totalElapsedMs: false,
    baseMs: PAIR_WAIT_MS,
    jitter: 'fixed',
    retryOn: isMixed,
    now,
    sleep,
  } as const
  return retry(async () => readBundle(await read(signal), validityRule(options)), plan, { signal })
}

export const validityRule = ({ now = Date.now, clockToleranceMs = 300_000 }: LoadOptions): ValidityRule => ({
  now,
  clockToleranceMs,
})

// What a server may ask of a signature beside that it fits, and how that is checked.
import { argumentError, type OptionNames, refuseUnlistedOptions } from '@x/kernel'
import { own } from '../lib/own.ts'
import type { Seen } from './replay.ts'

/** @public */
export interface VerifyOptions {
  /**
   * The host, or hosts, that this server answers for, with the port where it is not 80 or 443. A request that was signed for
   * another one is refused (`wrong-host`). Absent, a request that was signed for anybody and passed on to this server is accepted.
   */
  readonly host?: string | readonly string[] | undefined
  /** Epoch milliseconds. @defaultValue Date.now */
  readonly now?: (() => number) | undefined
  /** How far the signature's date may be from `now`, either way. @defaultValue 300 */
  readonly clockSkewSeconds?: number | undefined
  /**
   * Accepts a body that the signature does not cover, as Object Storage's PutObject does; it need not be given then.
   *
   * @defaultValue false
   */
  readonly allowUnsignedBody?: boolean | undefined
  /**
   * Remembers the signatures that were accepted: a request that came before is refused (`replayed`). It is asked last, so that no
   * forged request uses up an id; {@link memoryReplayStore} makes one. Absent, the same request verifies again within the window.
   */
  readonly seen?: Seen | undefined
  /** Also accepts the signature in the query, as `presign` puts it. @defaultValue false */
  readonly presigned?: boolean | undefined
}

/** The options, checked. */
export interface Rules {
  /** Absent: any. */
  readonly hosts: readonly string[] | undefined
  /** Epoch milliseconds; `NaN` is within no window. */
  readonly now: number
  readonly clockSkewSeconds: number
  readonly allowUnsignedBody: boolean
  readonly presigned: boolean
  readonly seen: Seen | undefined
}

const OPTIONS: OptionNames<VerifyOptions> = {
  host: 1,
  now: 1,
  clockSkewSeconds: 1,
  allowUnsignedBody: 1,
  presigned: 1,
  seen: 1,
}

/** @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option, and for a value that would have to be guessed at */
export function readRules(options: VerifyOptions): Rules {
  refuseUnlistedOptions(options, OPTIONS)
  return {
    hosts: readHosts(own(options, 'host')),
    now: readClock(own(options, 'now')),
    clockSkewSeconds: readSkew(own(options, 'clockSkewSeconds')),
    allowUnsignedBody: readSwitch(options, 'allowUnsignedBody'),
    presigned: readSwitch(options, 'presigned'),
    seen: readSeen(own(options, 'seen')),
  }
}

function readHosts(host: VerifyOptions['host']): readonly string[] | undefined {
  if (host === undefined) return undefined
  const hosts: readonly unknown[] = Array.isArray(host) ? [...(host as readonly unknown[])] : [host]
  if (hosts.length > 0 && hosts.every(isHost)) return hosts
  throw argumentError(
    'The option host is not a host, nor a list of hosts with one at least. Give what clients sign, such as api.example.com or localhost:8080, without https:// and path.',
  )
}

const isHost = (host: unknown): host is string => typeof host === 'string' && /^[\w.:[\]-]+$/.test(host)

function readClock(now: VerifyOptions['now'] = Date.now): number {
  const time: unknown = typeof now === 'function' ? now() : undefined
  if (typeof time === 'number') return time
  throw argumentError('The option now is no function that yields a number. Give one that yields epoch milliseconds.')
}

function readSkew(seconds: VerifyOptions['clockSkewSeconds'] = 300): number {
  if (Number.isFinite(seconds) && seconds >= 0) return seconds
  throw argumentError('The option clockSkewSeconds is no number of seconds from 0. Give a finite one.')
}

function readSeen(seen: unknown): Seen | undefined {
  if (seen === undefined || typeof seen === 'function') return seen as Seen | undefined
  throw argumentError(
    'The option seen is no function. Give memoryReplayStore(), or (id, untilMs, nowMs) => whether the id came before.',
  )
}

/** `'false'`, as an environment variable has it, must not switch anything on. */
function readSwitch(options: VerifyOptions, name: 'allowUnsignedBody' | 'presigned'): boolean {
  const value = own(options, name) ?? false
  if (typeof value === 'boolean') return value
  throw argumentError(`The option ${name} is neither true nor false. Give one of them.`)
}

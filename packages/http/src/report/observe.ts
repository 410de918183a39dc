// Tells whoever asked what happens: a logger that was given, and Node's diagnostics channels.
import { notify } from '@x/kernel'
import { printable } from './printable.ts'
import { redact } from './redact.ts'

/** What is told of an event, without secrets. @public */
export type LogFields = Readonly<Record<string, unknown>>

/**
 * Where log lines go; nothing is logged without one. `console` is one.
 *
 * @public
 */
export interface Logger {
  /** Each request and each response. */
  readonly debug?: ((message: string, fields: LogFields) => void) | undefined
  /** Each failure. */
  readonly warn?: ((message: string, fields: LogFields) => void) | undefined
}

type Level = 'debug' | 'warn'

/** The part of `node:diagnostics_channel` that is needed. */
interface Channels {
  channel(name: string): { readonly hasSubscribers: boolean; publish(message: unknown): void }
}

/** Sends `fields`, redacted and printable, to the logger and to the channel `@x/http:<event>`; never throws. */
export function observe(logger: Logger | undefined, level: Level, event: string, fields: LogFields): void {
  const channel = channelOf(`@x/http:${event}`)
  const isLogged = logger?.[level] !== undefined
  if (!isLogged && !channel?.hasSubscribers) return
  try {
    const shown = printable(redact(fields)) as LogFields
    channel?.publish(shown)
    notify(() => logger?.[level]?.(event, shown), undefined)
  } catch {
    // Whoever watches must not change the course of the call.
  }
}

function channelOf(name: string): ReturnType<Channels['channel']> | undefined {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') return undefined
  const channels: Channels | undefined = process.getBuiltinModule('node:diagnostics_channel')
  return channels?.channel(name)
}

// The headers that every call of a service has, under those of its operation.
import { argumentError, type Environment } from '@x/kernel'
import { checkHeader } from '../call/outgoing-request.ts'
import type { HeaderValue } from './service-call.ts'
import { clientInfo, userAgentOf } from '../call/user-agent.ts'
import { userAgentHeader } from '#runtime'

interface Sender {
  readonly userAgent: string | undefined
  readonly env: Environment
  /** Of the body, where there is one. */
  readonly contentType: string | undefined
}

/**
 * Lower-case names, so that what an operation says replaces what is said for all.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a header that cannot be sent
 */
export function operationHeaders(
  own: Readonly<Record<string, HeaderValue>> = {},
  { userAgent, env, contentType }: Sender,
): Record<string, string> {
  return {
    accept: 'application/json',
    'opc-client-info': clientInfo(),
    [userAgentHeader()]: userAgentOf(userAgent, env),
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...Object.fromEntries(Object.entries(own).flatMap(([name, value]) => entry(name.toLowerCase(), value))),
  }
}

function entry(name: string, value: HeaderValue): [string, string][] {
  if (value === undefined || value === null) return []
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  const text = values.map((item) => textOf(name, item)).join(',')
  checkHeader(name, text)
  return [[name, text]]
}

function textOf(name: string, item: unknown): string {
  if (!(item instanceof Date)) return String(item)
  if (Number.isNaN(item.getTime()))
    throw argumentError(`The date in the header ${JSON.stringify(name)} is none. Give another.`)
  return item.toISOString()
}

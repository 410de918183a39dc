// The headers that every call of a service has, under those of its operation.
import type { Environment } from '@x/config'
import type { HeaderValue } from './service-call.ts'
import { clientInfo, userAgentOf } from './user-agent.ts'
import { userAgentHeader } from '#runtime'

interface Sender {
  readonly userAgent: string | undefined
  readonly env: Environment
  readonly hasBody: boolean
}

/** Lower-case names, so that what an operation says replaces what is said for all. */
export function operationHeaders(
  own: Readonly<Record<string, HeaderValue>> = {},
  { userAgent, env, hasBody }: Sender,
): Record<string, string> {
  return {
    accept: 'application/json',
    'opc-client-info': clientInfo(),
    [userAgentHeader()]: userAgentOf(userAgent, env),
    ...(hasBody && { 'content-type': 'application/json' }),
    ...Object.fromEntries(Object.entries(own).flatMap(([name, value]) => entry(name.toLowerCase(), value))),
  }
}

function entry(name: string, value: HeaderValue): [string, string][] {
  if (value === undefined || value === null) return []
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return [[name, values.map((item) => (item instanceof Date ? item.toISOString() : String(item))).join(',')]]
}

// Builds an operation's address so that nothing in a parameter can leave its place.
import { argumentError } from '@x/kernel'
import { normalizeEndpoint } from '@x/config/regions'
import { isWellFormed } from '../call/well-formed.ts'

/** A value in a path or a query; dates become UTC. @public */
export type Scalar = string | number | boolean | bigint | Date

/** A list repeats the parameter, a map expands to `name.key`, `undefined` and `null` are left out. @public */
export type QueryValue =
  | Scalar
  | readonly Scalar[]
  | { readonly [key: string]: Scalar | readonly Scalar[] | null | undefined }
  | null
  | undefined

export interface Address {
  readonly endpoint: string | URL
  readonly basePath: string | undefined
  /** With `{name}` for each parameter. */
  readonly path: string
  readonly pathParams?: Readonly<Record<string, Scalar>> | undefined
  readonly query?: Readonly<Record<string, QueryValue>> | undefined
}

/**
 * @throws InvalidEndpointError `ERR_INVALID_ENDPOINT`
 * @throws TypeError `ERR_INVALID_ARGUMENT` for a path or query parameter that is missing or cannot be sent
 */
export function serviceUrl({ endpoint, basePath = '', path, pathParams = {}, query = {} }: Address): URL {
  if (!isWellFormed(path)) throw argumentError(`The path ${HALF_A_PAIR}`)
  const base = normalizeEndpoint(String(endpoint).replace(/\/+$/, ''), basePath)
  const filled = path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => pathParameter(name, pathParams))
  const search = queryString(query)
  return new URL(`${base}/${filled.replace(/^\/+/, '')}${search === '' ? '' : `?${search}`}`)
}

function pathParameter(name: string, params: Readonly<Record<string, Scalar>>): string {
  const value = Object.hasOwn(params, name) ? textOf(params[name] ?? '', name) : ''
  if (value === '') throw argumentError(`The path parameter ${name} is missing or empty. Give it.`)
  // URLs drop these segments, escaped or not, and the call would reach another path.
  if (value === '.' || value === '..')
    throw argumentError(`The path parameter ${name} is "." or "..", which cannot be sent. Give another.`)
  return encoded(value, name)
}

function queryString(query: Readonly<Record<string, QueryValue>>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => pairs(name, value))
    .map(([name, value]) => `${encoded(name, name)}=${encoded(textOf(value, name), name)}`)
    .join('&')
}

function pairs(name: string, value: QueryValue): [string, Scalar][] {
  if (value === undefined || value === null) return []
  if (isList(value)) return value.map((item) => [name, item])
  if (typeof value !== 'object' || value instanceof Date) return [[name, value]]
  return Object.entries(value).flatMap(([key, inner]) => pairs(`${name}.${key}`, inner))
}

/** `Array.isArray` forgets about read-only arrays. */
const isList = (value: unknown): value is readonly Scalar[] => Array.isArray(value)

function textOf(value: Scalar, name: string): string {
  if (!(value instanceof Date)) return String(value)
  if (Number.isNaN(value.getTime())) throw argumentError(`The date in ${shown(name)} is none. Give another.`)
  return value.toISOString()
}

/** All but RFC 3986's unreserved characters. */
function encoded(text: string, name: string): string {
  if (!isWellFormed(text)) throw argumentError(`The parameter ${shown(name)} ${HALF_A_PAIR}`)
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Names may be broken, too. */
const shown = (name: string): string => JSON.stringify(name)

const HALF_A_PAIR = 'has half of a surrogate pair, which is no text and cannot be sent. Give whole characters.'

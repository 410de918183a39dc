// The endpoint of a service in a region, from the template that OCI's services are described with.
import {
  argumentError,
  assertOptions,
  type Environment,
  isRecord,
  kindOf,
  type Kinds,
  processEnvironment,
} from '@x/kernel'
import type { DeveloperToolConfiguration } from '../developer-tool.ts'
import { expandTemplate } from './endpoint-template.ts'
import { InvalidEndpointError, UnsafeHostParameterError } from '../errors.ts'
import { isSafeHost } from './host-safety.ts'
import { assumeRegion, findKnown, type ResolvedRegion } from '../known-regions.ts'
import { normalizeEndpoint } from './normalize-endpoint.ts'
import { normalizeRegion, type Region } from '../region.ts'
import type { OnRegionWarning } from '../warning.ts'

/** Options of {@link endpointFor}; all optional. */
export interface EndpointOptions {
  /** Values for `{name}` and `{name+Dot}`: the required path and query parameters of the call. */
  readonly parameters?: Readonly<Record<string, string>> | undefined
  /** Realm id → template that realm wants, when {@link EndpointOptions.realmSpecificEndpointTemplateEnabled} is on. */
  readonly realmTemplates?: Readonly<Record<string, string>> | undefined
  /** @defaultValue `OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED`, else false */
  readonly realmSpecificEndpointTemplateEnabled?: boolean | undefined
  /** @defaultValue `OCI_DUAL_STACK_ENDPOINT_ENABLED`, else {@link EndpointOptions.dualStackByDefault} */
  readonly dualStackEndpointsEnabled?: boolean | undefined
  /** Whether the service uses dual-stack endpoints of its own accord. @defaultValue false */
  readonly dualStackByDefault?: boolean | undefined
  /** First label for a region that is a whole domain. @defaultValue the first label of the template */
  readonly endpointServiceName?: string | undefined
  /** Path of the API's version, added exactly once. */
  readonly basePath?: string | undefined
  /** @defaultValue `process.env` */
  readonly env?: Environment | undefined
  /** Regions and rules of an operator; see {@link parseDeveloperToolConfiguration}. */
  readonly developerTool?: DeveloperToolConfiguration | undefined
  /** Refuse an unknown region instead of taking it for one of OC1. @defaultValue false */
  readonly strict?: boolean | undefined
  /** @defaultValue `process.emitWarning` */
  readonly onWarning?: OnRegionWarning | undefined
}

const KINDS: Kinds<EndpointOptions> = {
  parameters: 'an object',
  realmTemplates: 'an object',
  realmSpecificEndpointTemplateEnabled: 'true or false',
  dualStackEndpointsEnabled: 'true or false',
  dualStackByDefault: 'true or false',
  endpointServiceName: 'a string',
  basePath: 'a string',
  env: 'an object',
  developerTool: 'an object',
  strict: 'true or false',
  onWarning: 'a function',
}

/**
 * The endpoint that a template means for a region.
 *
 * Does no I/O: a region given as text is looked up in the built-in table, the developer-tool configuration if given,
 * `OCI_REGION_METADATA` and `OCI_DEFAULT_REALM`. For the other sources pass what {@link resolveRegion} gives.
 *
 * @param template - e.g. `https://identity.{region}.{secondLevelDomain}`
 * @param region - code, identifier or domain in any case, or a region object
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the region or an option is of the wrong kind
 * @throws {@link InvalidRegionError} `ERR_INVALID_REGION`
 * @throws {@link UnknownRegionError} `ERR_UNKNOWN_REGION` in strict mode
 * @throws {@link UnsafeHostParameterError} `ERR_UNSAFE_HOST_PARAMETER`
 * @throws {@link InvalidEndpointError} `ERR_INVALID_ENDPOINT` when the template gives no endpoint
 * @throws {@link InvalidDeveloperToolConfigurationError} `ERR_INVALID_DEVELOPER_TOOL_CONFIGURATION` when that forbids the region
 * @example
 * ```ts
 * import { endpointFor } from '@x/config/regions'
 *
 * endpointFor('https://identity.{region}.{secondLevelDomain}', 'phx') // "https://identity.us-phoenix-1.oraclecloud.com"
 * ```
 * @see https://docs.oracle.com/en-us/iaas/Content/API/Concepts/sdkconfig.htm
 * @public
 */
export function endpointFor(
  template: string,
  region: string | Region | ResolvedRegion,
  options: EndpointOptions = {},
): string {
  assertOptions(options, { call: 'endpointFor(template, region, { basePath })', kinds: KINDS })
  const { basePath, env = processEnvironment() } = options
  if (typeof template !== 'string') throw new InvalidEndpointError('The template is not a string. Pass "https://…".')
  if (typeof region !== 'string' && !isRecord(region))
    throw argumentError(`\`region\` is ${kindOf(region)}. Pass its identifier or code, or a region.`)
  const place = typeof region === 'string' ? lookUp(region, options, env) : region
  if (place.secondLevelDomain === undefined)
    return normalizeEndpoint(dottedEndpoint(template, place.id, options), basePath)
  const values = new Map(Object.entries(options.parameters ?? {}))
  values.set('region', place.id).set('secondLevelDomain', place.secondLevelDomain)
  const chosen = realmTemplate(place.realm, options, env) ?? template
  return normalizeEndpoint(expandTemplate(chosen, { dualStack: isDualStack(options, env), values }), basePath)
}

function lookUp(value: string, options: EndpointOptions, env: Environment): ResolvedRegion {
  const { developerTool, strict = false, onWarning } = options
  const knowledge = { env, developerTool, regionsConfig: [], strict, onWarning }
  const name = normalizeRegion(value)
  return findKnown(name, knowledge) ?? assumeRegion(name, knowledge)
}

/** A region with dots is the domain; the service's name goes in front of it. */
function dottedEndpoint(template: string, domain: string, { endpointServiceName }: EndpointOptions): string {
  const host = expandTemplate(template, { dualStack: false, values: new Map() }).split('://')[1] ?? ''
  const service = endpointServiceName ?? /^[^./:]*/.exec(host)?.[0] ?? ''
  if (service === '') throw new InvalidEndpointError('The template names no service. Pass `endpointServiceName`.')
  if (!isSafeHost(service)) throw new UnsafeHostParameterError('endpointServiceName')
  if (!isSafeHost(domain)) throw new UnsafeHostParameterError('region')
  return `https://${service}.${domain}`
}

/** The client's own setting, true or false, wins over the environment. */
function realmTemplate(realm: string | undefined, options: EndpointOptions, env: Environment): string | undefined {
  const { realmTemplates = {}, realmSpecificEndpointTemplateEnabled } = options
  const enabled =
    realmSpecificEndpointTemplateEnabled ??
    environmentFlag(env, 'OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED') ??
    false
  return enabled && realm !== undefined && Object.hasOwn(realmTemplates, realm) ? realmTemplates[realm] : undefined
}

/** Client, then environment, then the service's default. */
function isDualStack({ dualStackEndpointsEnabled, dualStackByDefault }: EndpointOptions, env: Environment): boolean {
  return (
    dualStackEndpointsEnabled ?? environmentFlag(env, 'OCI_DUAL_STACK_ENDPOINT_ENABLED') ?? dualStackByDefault ?? false
  )
}

/** True for "true" in any case, false for any other text, nothing for none. */
function environmentFlag(env: Environment, name: string): boolean | undefined {
  const text = env[name]?.trim() ?? ''
  return text === '' ? undefined : text.toLowerCase() === 'true'
}

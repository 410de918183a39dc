// What a resource principal needs, found in the environment. Nothing is read and nobody asked: that is left to the first signature.
import { isLocalHost, isLoopbackHost, type Environment } from '@x/kernel'
import { regionFromCode } from '@x/config/regions'
import { CredentialUnavailableError } from '../errors/credential-unavailable-error.ts'
import { MissingInputError } from '../errors/errors.ts'
import {
  MixedPathAndValueError,
  ResourceInputError,
  UnsupportedResourcePrincipalVersionError,
  type ResourceInputReason,
} from '../errors/resource-errors.ts'
import { REGION } from '../principal/region-id.ts'
import { givenText, type GivenText } from './given-text.ts'
import {
  isLeafVersion,
  LEAF_SUFFIX,
  LEAF_VERSIONS,
  PARENT_SUFFIX,
  setVariables,
  Variables,
  VERSION_VARIABLE,
  VERSIONS,
  type LeafVersion,
  type VariableName,
} from './variables.ts'

/** A private key with its passphrase, each a value or a file. */
export interface KeyInputs {
  readonly privateKey: GivenText
  readonly passphrase: GivenText | undefined
}

/** Version 1.1: the instance vouches for the resource. */
export interface InstanceLeafInputs {
  readonly version: '1.1'
  readonly rptEndpoint: string
  /** That of the auth service where it is absent. */
  readonly rpstEndpoint: string | undefined
  readonly isChild: boolean
}

/** Versions 2.1, 2.1.1 and 2.1.2: the resource has a key of its own. */
export interface KeyLeafInputs extends KeyInputs {
  readonly version: '2.1' | '2.1.1' | '2.1.2'
  readonly rptEndpoint: string
  readonly rptPath: string
  readonly rpstEndpoint: string
  /** Under which the key signs. */
  readonly keyId: string
  /** Secret. */
  readonly securityContext: string | undefined
  readonly region: string | undefined
}

/** Version 2.2: the token is put beside the resource, with its key. */
export interface TokenLeafInputs extends KeyInputs {
  readonly version: '2.2'
  readonly token: GivenText
  readonly region: string | undefined
}

export type LeafInputs = InstanceLeafInputs | KeyLeafInputs | TokenLeafInputs

/** Version 3.0: what the resource is a part of. */
export interface ParentInputs {
  /** With path and query. */
  readonly rptUrl: string
  /** That of the auth service where it is absent. */
  readonly rpstEndpoint: string | undefined
}

export interface ResourceInputs {
  readonly leaf: LeafInputs
  readonly parent: ParentInputs | undefined
}

/** What is set up of a resource principal; nothing is judged but what is there. */
export interface ResourceSetting {
  /** What `OCI_RESOURCE_PRINCIPAL_VERSION` says; `undefined` where it is unset or empty. */
  readonly version: string | undefined
  /** The names of all variables of resource principals that are set, this one included. */
  readonly set: readonly string[]
  /** The names of those that the version needs and that are not set; none for a version that is not known. */
  readonly missing: readonly string[]
}

/** What is set up, for who has to choose between principals. It never throws. */
export function resourceSetting(env: Environment): ResourceSetting {
  const version = new Variables(env).get('VERSION')
  return { version, set: setVariables(env), missing: version === undefined ? [] : missingOf(env, version) }
}

/**
 * @throws {@link CredentialUnavailableError} `ERR_CREDENTIAL_UNAVAILABLE` where no version is set
 * @throws {@link UnsupportedResourcePrincipalVersionError} `ERR_UNSUPPORTED_RESOURCE_PRINCIPAL_VERSION` for one that is not known
 * @throws {@link MissingInputError} `ERR_MISSING_INPUT` with the names of all variables that are missing
 * @throws {@link MixedPathAndValueError} `ERR_MIXED_PATH_AND_VALUE`, {@link ResourceInputError} `ERR_RESOURCE_INPUT`
 */
export function resourceInputs(env: Environment): ResourceInputs {
  const own = new Variables(env)
  const version = own.get('VERSION')
  if (version === undefined)
    throw new CredentialUnavailableError(
      `${VERSION_VARIABLE} is not set, so this is no resource with a principal of its own. OCI sets it in functions and in resources of some other services.`,
    )
  if (version !== '3.0' && !isLeafVersion(version))
    throw new UnsupportedResourcePrincipalVersionError(VERSION_VARIABLE, version, VERSIONS)
  const leaf = version === '3.0' ? new Variables(env, LEAF_SUFFIX) : own
  const leafVersion = version === '3.0' ? leaf.get('VERSION') : version
  if (leafVersion !== undefined && !isLeafVersion(leafVersion))
    throw new UnsupportedResourcePrincipalVersionError(leaf.nameOf('VERSION'), leafVersion, LEAF_VERSIONS)
  const missing = missingOf(env, version)
  if (missing.length > 0 || leafVersion === undefined)
    throw new MissingInputError(`The environment of a resource principal ${version}`, missing, 'Set')
  return {
    leaf: leafInputs(leafVersion, leaf, version === '3.0'),
    parent: version === '3.0' ? parentInputs(new Variables(env, PARENT_SUFFIX)) : undefined,
  }
}

function missingOf(env: Environment, version: string): readonly string[] {
  if (version !== '3.0') return isLeafVersion(version) ? new Variables(env).missing(version) : []
  const leaf = new Variables(env, LEAF_SUFFIX)
  const parent = new Variables(env, PARENT_SUFFIX)
  const leafVersion = leaf.get('VERSION') ?? ''
  // Without a region nobody could tell where the auth service is; an instance knows its own.
  const knowsRegion = leafVersion === '1.1' || leaf.get('REGION') !== undefined
  return [
    ...leaf.unset(['VERSION']),
    ...(isLeafVersion(leafVersion) ? leaf.missing(leafVersion) : []),
    ...parent.unset(['RPT_URL', ...(knowsRegion ? [] : (['RPST_ENDPOINT'] as const))]),
  ]
}

function leafInputs(version: LeafVersion, variables: Variables, isChild: boolean): LeafInputs {
  if (version === '1.1')
    return {
      version,
      rptEndpoint: endpointOf(variables, 'RPT_ENDPOINT'),
      rpstEndpoint: variables.get('RPST_ENDPOINT') && endpointOf(variables, 'RPST_ENDPOINT'),
      isChild,
    }
  const region = regionOf(variables)
  const key = keyInputs(variables)
  if (version === '2.2') return { version, token: textOf(variables, 'RPST'), region, ...key }
  return { version, ...keyLeafCalls(version, variables), region, ...key }
}

function keyLeafCalls(
  version: KeyLeafInputs['version'],
  variables: Variables,
): Pick<KeyLeafInputs, 'rptEndpoint' | 'rptPath' | 'rpstEndpoint' | 'keyId' | 'securityContext'> {
  const id = idOf(variables, 'RESOURCE_ID')
  const tenancy = version === '2.1' ? '' : `${idOf(variables, 'TENANCY_ID')}/`
  return {
    rptEndpoint: endpointOf(variables, 'RPT_ENDPOINT'),
    rptPath:
      version === '2.1.2' ? pathOf(variables, id) : `/20180711/resourcePrincipalTokenV2/${encodeURIComponent(id)}`,
    rpstEndpoint: endpointOf(variables, 'RPST_ENDPOINT'),
    keyId: `resource/v${version}/${tenancy}${id}`,
    securityContext:
      version === '2.1.2' ? checked(variables, 'SECURITY_CONTEXT', /^[!-~]+$/, 'not-a-header') : undefined,
  }
}

/** Of version 2.1.2: the id takes the place of `{}` at the end, or comes after a slash. */
function pathOf(variables: Variables, id: string): string {
  if (variables.get('RPT_PATH') === undefined) return `/20180711/resourcePrincipalTokenV212/${encodeURIComponent(id)}`
  const path = checked(variables, 'RPT_PATH', /^\/[^\s?#{}]*(?:\{\})?$/, 'not-a-path').replace(/\/?(?:\{\})?$/, '')
  return `${path}/${encodeURIComponent(id)}`
}

function keyInputs(variables: Variables): KeyInputs {
  const privateKey = textOf(variables, 'PRIVATE_PEM')
  const passphrase =
    variables.get('PRIVATE_PEM_PASSPHRASE') === undefined ? undefined : textOf(variables, 'PRIVATE_PEM_PASSPHRASE')
  if (passphrase === undefined || passphrase.isFile === privateKey.isFile) return { privateKey, passphrase }
  const [path, value] = privateKey.isFile ? [privateKey, passphrase] : [passphrase, privateKey]
  throw new MixedPathAndValueError(path.variable, value.variable)
}

function parentInputs(variables: Variables): ParentInputs {
  const name = variables.nameOf('RPT_URL')
  const url = String(variables.get('RPT_URL'))
  if (!isSafeParentUrl(url)) throw new ResourceInputError(name, 'not-an-address')
  return {
    rptUrl: url,
    rpstEndpoint: variables.get('RPST_ENDPOINT') && endpointOf(variables, 'RPST_ENDPOINT'),
  }
}

/** Over https; over http only on this machine, where nobody listens in. */
export function isSafeParentUrl(text: string): boolean {
  // A header that comes twice is two addresses with a blank between them, which could be escaped.
  if (/\s/.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  return !username && !password && (protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname)))
}

function regionOf(variables: Variables): string | undefined {
  if (variables.get('REGION') === undefined) return undefined
  const region = checked(variables, 'REGION', REGION, 'not-a-region').toLowerCase()
  return regionFromCode(region)?.id ?? region
}

/** An address to which paths are added; one of its own is kept. */
function endpointOf(variables: Variables, name: VariableName): string {
  const text = String(variables.get(name))
  const url = URL.canParse(text) ? new URL(text) : undefined
  // Tokens and the security context go there.
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocalHost(url.hostname))
  if (!url || !isSafe || url.username || url.password || url.search || url.hash)
    throw new ResourceInputError(variables.nameOf(name), 'not-an-address')
  return url.href
}

const textOf = (variables: Variables, name: VariableName): GivenText =>
  givenText(variables.nameOf(name), String(variables.get(name)))

/** It becomes a part of a key id, in which a slash or a quotation mark would mean something else. */
const idOf = (variables: Variables, name: VariableName): string =>
  checked(variables, name, /^(?!\.+$)[\w.:-]+$/, 'not-an-id')

function checked(variables: Variables, name: VariableName, pattern: RegExp, reason: ResourceInputReason): string {
  const value = String(variables.get(name))
  if (pattern.test(value)) return value
  throw new ResourceInputError(variables.nameOf(name), reason)
}

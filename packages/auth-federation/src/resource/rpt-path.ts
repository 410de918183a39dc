// Where the service behind a resource of version 1.1 hands out its tokens: a path with the id of the resource or of its instance.
import { argumentError, processEnvironment, refuseUnknownOptions, type Environment, type OptionNames } from '@x/kernel'
import { InstanceMetadata, InstanceMetadataUnavailableError } from '@x/cert-retrievers'
import { MissingInputError } from '../errors/errors.ts'
import { ResourceInputError } from '../errors/resource-errors.ts'
import { LEAF_SUFFIX, Variables } from './variables.ts'

/** Yields the path; it is asked for each token. @public */
export interface RptPathProvider {
  /**
   * @param options - `signal` ends the wait
   * @returns the path, percent-encoded, e.g. `/20180711/resourcePrincipalToken/ocid1.instance.oc1..aaaa`
   */
  getPath(options?: { readonly signal?: AbortSignal | undefined }): Promise<string>
}

const IMDS_TEMPLATE = '/20180711/resourcePrincipalToken/{id}'
/** What stands in a path as it is sent, and where an id goes. */
const PATH = /^\/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}|\{id\})*$/

/** The id as one segment: nothing in it leads to another path. */
const filled = (template: string, id: string): string => template.replaceAll('{id}', () => encodeURIComponent(id))

/** Whether it can be a segment of a path: one of dots alone would be dropped with the one before it. */
const isId = (text: string): boolean => /^(?!\.{1,2}$)\P{Surrogate}+$/u.test(text)

/**
 * A path that is known.
 *
 * @example
 * ```ts
 * import { getResourcePrincipalsSigner, StringRptPathProvider } from '@x/auth-federation'
 * const rptPathProvider = new StringRptPathProvider('/20180711/resourcePrincipalToken/ocid1.dbsystem.oc1..aaaa')
 * const signer = await getResourcePrincipalsSigner({ rptPathProvider })
 * ```
 * @see docs/sources.md#resource-principals
 * @public
 */
export class StringRptPathProvider implements RptPathProvider {
  readonly #path: string

  /** @throws TypeError `ERR_INVALID_ARGUMENT` when it is no path of a request */
  constructor(path: string) {
    if (typeof path !== 'string' || !PATH.test(path) || path.includes('{'))
      throw argumentError('The path is not that of a request. Pass one that begins with a slash, percent-encoded.')
    this.#path = path
  }

  async getPath(): Promise<string> {
    return this.#path
  }
}

/** Options of {@link ImdsRptPathProvider}. @public */
export interface ImdsRptPathProviderOptions {
  /** @defaultValue one that reads `OCI_METADATA_BASE_URL` from the process */
  readonly metadata?: Pick<InstanceMetadata, 'text' | 'baseUrl'> | undefined
}

const IMDS_OPTIONS: OptionNames<ImdsRptPathProviderOptions> = { metadata: true }

/**
 * The path of the instance that the resource runs on: `/20180711/resourcePrincipalToken/` and the instance's OCID.
 *
 * @example
 * ```ts
 * import { ImdsRptPathProvider } from '@x/auth-federation'
 * const path = await new ImdsRptPathProvider().getPath()
 * ```
 * @see docs/sources.md#resource-principals
 * @public
 */
export class ImdsRptPathProvider implements RptPathProvider {
  readonly #metadata: Pick<InstanceMetadata, 'text' | 'baseUrl'>

  /** @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option */
  constructor(options: ImdsRptPathProviderOptions = {}) {
    refuseUnknownOptions(options, IMDS_OPTIONS)
    this.#metadata = options.metadata ?? new InstanceMetadata()
  }

  /** @throws InstanceMetadataUnavailableError `ERR_INSTANCE_METADATA_UNAVAILABLE` */
  async getPath(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<string> {
    return filled(IMDS_TEMPLATE, await instanceId(this.#metadata, options.signal))
  }
}

async function instanceId(
  metadata: Pick<InstanceMetadata, 'text' | 'baseUrl'>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const id = (await metadata.text('/instance/id', { signal })).trim().toLowerCase()
  if (isId(id)) return id
  const tried = [{ baseUrl: String(metadata.baseUrl), problem: 'answered without an id' }]
  throw new InstanceMetadataUnavailableError('/instance/id', tried)
}

/** Options of {@link EnvRptPathProvider}. @public */
export interface EnvRptPathProviderOptions {
  /** Read the variables of the innermost resource of a chain, which end in `_FOR_LEAF_RESOURCE`. @defaultValue false */
  readonly childResource?: boolean | undefined
  /** @defaultValue process.env */
  readonly env?: Environment | undefined
}

const ENV_OPTIONS: OptionNames<EnvRptPathProviderOptions> = { childResource: true, env: true }

const variablesOf = ({ env = processEnvironment(), childResource = false }: EnvRptPathProviderOptions): Variables =>
  new Variables(env, childResource ? LEAF_SUFFIX : '')

function templateOf(variables: Variables): string | undefined {
  const template = variables.get('RPT_PATH')
  if (template === undefined || PATH.test(template)) return template
  throw new ResourceInputError(variables.nameOf('RPT_PATH'), 'not-a-path')
}

function idOf(variables: Variables): string | undefined {
  const id = variables.get('RPT_ID')
  if (id === undefined || isId(id)) return id
  throw new ResourceInputError(variables.nameOf('RPT_ID'), 'not-an-id')
}

/**
 * The path in `OCI_RESOURCE_PRINCIPAL_RPT_PATH`, with `OCI_RESOURCE_PRINCIPAL_RPT_ID` in the place of `{id}`.
 *
 * @example
 * ```ts
 * import { EnvRptPathProvider } from '@x/auth-federation'
 * const env = { OCI_RESOURCE_PRINCIPAL_RPT_PATH: '/tokens/{id}', OCI_RESOURCE_PRINCIPAL_RPT_ID: 'ocid1.dbsystem.oc1..aaaa' }
 * const path = await new EnvRptPathProvider({ env }).getPath() // '/tokens/ocid1.dbsystem.oc1..aaaa'
 * ```
 * @see docs/sources.md#resource-principals
 * @public
 */
export class EnvRptPathProvider implements RptPathProvider {
  readonly #options: EnvRptPathProviderOptions

  /** @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option */
  constructor(options: EnvRptPathProviderOptions = {}) {
    refuseUnknownOptions(options, ENV_OPTIONS)
    this.#options = options
  }

  /**
   * @throws {@link MissingInputError} `ERR_MISSING_INPUT` naming what is not set
   * @throws {@link ResourceInputError} `ERR_RESOURCE_INPUT` when it is no path
   */
  async getPath(): Promise<string> {
    const variables = variablesOf(this.#options)
    const template = templateOf(variables)
    const missing = variables.unset(template?.includes('{id}') === false ? ['RPT_PATH'] : ['RPT_PATH', 'RPT_ID'])
    if (template === undefined || missing.length > 0)
      throw new MissingInputError('The path of the tokens of the resource', missing, 'Set')
    return filled(template, idOf(variables) ?? '')
  }
}

/** Options of {@link DefaultRptPathProvider}. @public */
export interface DefaultRptPathProviderOptions extends ImdsRptPathProviderOptions, EnvRptPathProviderOptions {}

const DEFAULT_OPTIONS: OptionNames<DefaultRptPathProviderOptions> = { ...IMDS_OPTIONS, ...ENV_OPTIONS }

/**
 * What the variables of {@link EnvRptPathProvider} say, and the rest from the instance: the metadata service is asked for an id only
 * where the path needs one and `OCI_RESOURCE_PRINCIPAL_RPT_ID` is not set.
 *
 * @example
 * ```ts
 * import { DefaultRptPathProvider } from '@x/auth-federation'
 * const path = await new DefaultRptPathProvider().getPath()
 * ```
 * @see docs/sources.md#resource-principals
 * @public
 */
export class DefaultRptPathProvider implements RptPathProvider {
  readonly #options: DefaultRptPathProviderOptions
  readonly #metadata: Pick<InstanceMetadata, 'text' | 'baseUrl'>

  /** @throws TypeError `ERR_INVALID_ARGUMENT` for an unknown option */
  constructor(options: DefaultRptPathProviderOptions = {}) {
    refuseUnknownOptions(options, DEFAULT_OPTIONS)
    this.#options = options
    this.#metadata = options.metadata ?? new InstanceMetadata({ env: options.env })
  }

  /**
   * @throws {@link ResourceInputError} `ERR_RESOURCE_INPUT` when the variable is no path
   * @throws InstanceMetadataUnavailableError `ERR_INSTANCE_METADATA_UNAVAILABLE`
   */
  async getPath(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<string> {
    const variables = variablesOf(this.#options)
    const template = templateOf(variables) ?? IMDS_TEMPLATE
    if (!template.includes('{id}')) return template
    return filled(template, idOf(variables) ?? (await instanceId(this.#metadata, options.signal)))
  }
}

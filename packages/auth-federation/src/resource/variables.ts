// The variables of each version of resource principals, and which of them must be set.
import type { Environment } from '@x/kernel'

/** What `OCI_RESOURCE_PRINCIPAL_VERSION` may be for a resource that stands alone, and for the innermost of a chain. */
export type LeafVersion = '1.1' | '2.1' | '2.1.1' | '2.1.2' | '2.2'

export type ResourceVersion = LeafVersion | '3.0'

const PREFIX = 'OCI_RESOURCE_PRINCIPAL_'
export const LEAF_SUFFIX = '_FOR_LEAF_RESOURCE'
export const PARENT_SUFFIX = '_FOR_PARENT_RESOURCE'

export const VERSION_VARIABLE = `${PREFIX}VERSION`

const KEYED = { required: ['RPT_ENDPOINT', 'RPST_ENDPOINT', 'RESOURCE_ID', 'PRIVATE_PEM'] } as const

/** What has to be set beside the version, by version; everything else is optional. */
const REQUIRED: Readonly<Record<LeafVersion, readonly VariableName[]>> = {
  '1.1': ['RPT_ENDPOINT'],
  '2.1': KEYED.required,
  '2.1.1': [...KEYED.required, 'TENANCY_ID'],
  '2.1.2': [...KEYED.required, 'TENANCY_ID', 'SECURITY_CONTEXT'],
  '2.2': ['RPST', 'PRIVATE_PEM'],
}

/** A variable without its prefix, and without the suffix that it has in a chain. */
export type VariableName =
  | 'VERSION'
  | 'RPT_ENDPOINT'
  | 'RPST_ENDPOINT'
  | 'RPT_PATH'
  | 'RPT_ID'
  | 'RPT_URL'
  | 'RESOURCE_ID'
  | 'TENANCY_ID'
  | 'SECURITY_CONTEXT'
  | 'PRIVATE_PEM'
  | 'PRIVATE_PEM_PASSPHRASE'
  | 'RPST'
  | 'REGION'

export const LEAF_VERSIONS: readonly LeafVersion[] = ['1.1', '2.1', '2.1.1', '2.1.2', '2.2']
export const VERSIONS: readonly ResourceVersion[] = [...LEAF_VERSIONS, '3.0']

export const isLeafVersion = (version: string): version is LeafVersion => Object.hasOwn(REQUIRED, version)

/** The variables of one resource of a chain, or of one that stands alone. */
export class Variables {
  readonly #env: Environment
  readonly #suffix: string

  constructor(env: Environment, suffix = '') {
    this.#env = env
    this.#suffix = suffix
  }

  /** The whole name of a variable. */
  nameOf(name: VariableName): string {
    return `${PREFIX}${name}${this.#suffix}`
  }

  /** Without white space around it; an empty one counts as unset. */
  get(name: VariableName): string | undefined {
    return this.#env[this.nameOf(name)]?.trim() || undefined
  }

  /** The whole names of what is not set, although the version needs it. */
  missing(version: LeafVersion): readonly string[] {
    return this.unset(REQUIRED[version])
  }

  unset(names: readonly VariableName[]): readonly string[] {
    return names.filter((name) => this.get(name) === undefined).map((name) => this.nameOf(name))
  }
}

/** The names of the variables of resource principals that are set, whichever version needs them. */
export const setVariables = (env: Environment): readonly string[] =>
  Object.keys(env).filter((name) => name.startsWith(PREFIX) && env[name]?.trim())

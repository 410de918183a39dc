// What can be wrong with what a resource finds in its environment, and with the chain of its parents.
import { errorJson } from '@x/kernel'

/** `OCI_RESOURCE_PRINCIPAL_VERSION` names a version that there is no signer for. @public */
export class UnsupportedResourcePrincipalVersionError extends Error {
  override readonly name = 'UnsupportedResourcePrincipalVersionError'
  readonly code = 'ERR_UNSUPPORTED_RESOURCE_PRINCIPAL_VERSION'
  /** The variable that names it. */
  readonly variable: string
  /** Its beginning. */
  readonly version: string

  /** @param supported - the versions that there are */
  constructor(variable: string, version: string, supported: readonly string[]) {
    const shown = version.slice(0, 20)
    super(
      `${variable} is ${JSON.stringify(shown)}, which is no version known here. Set it to one of ${supported.join(', ')}.`,
    )
    this.variable = variable
    this.version = shown
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** Of a key and its passphrase one is a path and the other a value: they come from two places that know nothing of each other. @public */
export class MixedPathAndValueError extends Error {
  override readonly name = 'MixedPathAndValueError'
  readonly code = 'ERR_MIXED_PATH_AND_VALUE'
  /** The variables, the path first. */
  readonly names: readonly [path: string, value: string]

  constructor(path: string, value: string) {
    super(`${path} is the path of a file, and ${value} is a value. Set both to paths, or both to values.`)
    this.names = [path, value]
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** What is wrong with one variable, or with the file that it names. @public */
export type ResourceInputReason =
  | 'missing-file'
  | 'unreadable-file'
  | 'empty-file'
  | 'not-a-token'
  | 'not-a-key'
  | 'key-mismatch'
  | 'not-an-address'
  | 'not-a-path'
  | 'not-an-id'
  | 'not-a-header'
  | 'not-a-region'

const INPUT_PROBLEMS: Readonly<Record<ResourceInputReason, string>> = {
  'missing-file': 'names a file that is not there. Check the path, and whether what writes the file has begun.',
  'unreadable-file': 'names a file that cannot be read. Check its permissions.',
  'empty-file': 'names a file that is empty. Check what writes it.',
  'not-a-token': 'holds no JSON Web Token, or only a part of one. Check where it comes from.',
  'not-a-key':
    'is neither a private key in PEM, which begins with -----BEGIN, nor the absolute path of a file that holds one. Set it to one of them.',
  'key-mismatch':
    'holds a token that is bound to another key than the one beside it. Check that both come from the same place and were replaced together.',
  'not-an-address':
    'is not an https address without user and query. Set one such as https://host; http is for this machine only.',
  'not-a-path':
    'is not the path of a request. Set one that begins with a slash, such as /20180711/resourcePrincipalToken/{id}.',
  'not-an-id': 'is not an OCID: it has characters that cannot stand in one. Check where it comes from.',
  'not-a-header': 'has a line break or another character that cannot stand in a header. Check where it comes from.',
  'not-a-region': 'is not a region: it has characters that cannot stand in one. Set one such as us-phoenix-1 or phx.',
}

/** A variable of the resource principal, or the file that it names, cannot be used. Its value is not repeated. @public */
export class ResourceInputError extends Error {
  override readonly name = 'ResourceInputError'
  readonly code = 'ERR_RESOURCE_INPUT'
  readonly variable: string
  readonly reason: ResourceInputReason

  constructor(variable: string, reason: ResourceInputReason, options?: ErrorOptions) {
    super(`${variable} ${INPUT_PROBLEMS[reason]}`, options)
    this.variable = variable
    this.reason = reason
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** A token that was put beside the program has expired, and nothing here can get another. @public */
export class TokenExpiredError extends Error {
  override readonly name = 'TokenExpiredError'
  readonly code = 'ERR_TOKEN_EXPIRED'
  /** The variable that holds it, or names its file. */
  readonly variable: string
  /** Epoch milliseconds. */
  readonly expiresAt: number

  /** @param isFile - whether the variable names a file, which may be replaced */
  constructor(variable: string, expiresAt: number, isFile: boolean) {
    const when = new Date(expiresAt).toISOString()
    const remedy = isFile
      ? 'Check that what replaces the file still runs'
      : 'A value of the environment is never renewed: start the program anew, or set the variable to the path of a file that is replaced'
    super(`The token of ${variable} expired at ${when}. ${remedy}, and check the clock of this machine.`)
    this.variable = variable
    this.expiresAt = expiresAt
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** The parents of a resource lead in a circle. @public */
export class ParentCycleError extends Error {
  override readonly name = 'ParentCycleError'
  readonly code = 'ERR_PARENT_CYCLE'
  /** Host of the parent that was named again. */
  readonly host: string

  constructor(host: string) {
    super(
      `The parents of this resource lead in a circle: one at ${host} names a parent that was asked before. Tell the service that this resource belongs to.`,
    )
    this.host = host
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** The resource has more parents than there may be. The token of one of them is not used instead. @public */
export class ParentDepthError extends Error {
  override readonly name = 'ParentDepthError'
  readonly code = 'ERR_PARENT_DEPTH'
  /** How many there may be. */
  readonly limit: number

  constructor(limit: number) {
    super(
      `More than ${limit} resources stand above this one, each a part of the next. Tell the service that this resource belongs to.`,
    )
    this.limit = limit
  }

  toJSON(): object {
    return errorJson(this)
  }
}

/** An answer named the address of a parent that no token is sent to. @public */
export class ParentAddressError extends Error {
  override readonly name = 'ParentAddressError'
  readonly code = 'ERR_PARENT_ADDRESS'
  /** Host of the service that named it. */
  readonly namedBy: string

  constructor(namedBy: string) {
    super(
      `The service at ${namedBy} names a parent at an address that is no https address of its own host or realm. No token is sent there: check what answers at ${namedBy}.`,
    )
    this.namedBy = namedBy
  }

  toJSON(): object {
    return errorJson(this)
  }
}

// Which paths are the metadata service's, and how it reads them.
import { pathOf } from '../../proof/request/received-request.ts'

const METADATA_PATH = /^\/opc\/(v\d+)(?:\/(.*))?$/s

/** Version and rest of a path of the metadata service. */
export interface MetadataPath {
  readonly version: string
  /** Without slashes at its ends, and none doubled in between. */
  readonly rest: string
}

/** `undefined` for every other path. */
export function parseMetadataPath(target: string): MetadataPath | undefined {
  const [, version, rest = ''] = METADATA_PATH.exec(pathOf(target)) ?? []
  // OCI's SDK for Go puts a slash between base address and path even where the base address ends with one.
  return version === undefined
    ? undefined
    : { version, rest: rest.replaceAll(/\/{2,}/g, '/').replaceAll(/^\/|\/$/g, '') }
}

/** The path as the metadata service reads it, without a slash at its end; `undefined` for every other path. */
export function metadataEndpoint(target: string): string | undefined {
  const metadata = parseMetadataPath(target)
  return metadata === undefined ? undefined : `/opc/${metadata.version}/${metadata.rest}`
}

// The endpoint that a request is for: what the metadata service, faults and counts make of its path.
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
  // OCI's SDK for Go puts a slash between a base address that ends with one and the path.
  return version === undefined
    ? undefined
    : { version, rest: rest.replaceAll(/\/{2,}/g, '/').replaceAll(/^\/|\/$/g, '') }
}

/** The path without its query; that of metadata as the metadata service reads it, and without a slash at its end. */
export function endpointOf(target: string): string {
  const metadata = parseMetadataPath(target)
  return metadata === undefined ? pathOf(target) : `/opc/${metadata.version}/${metadata.rest}`
}

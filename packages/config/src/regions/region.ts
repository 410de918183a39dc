// The built-in table of realms and regions, and how to find a region in a table.
import { assertText } from '@x/kernel'
import { REALM_ROWS, REGION_ROWS } from './region-data.ts'

/** A realm: a set of regions that share a domain and nothing with other realms. */
export interface Realm {
  /** E.g. `oc1`. */
  readonly id: string
  /** E.g. `oraclecloud.com`. */
  readonly secondLevelDomain: string
}

/** A region. */
export interface Region {
  /** Region identifier, e.g. `us-phoenix-1`. */
  readonly id: string
  /** Three-letter code, e.g. `phx`. */
  readonly code: string
  /** Id of its realm, e.g. `oc1`. */
  readonly realm: string
  /** Domain of its realm, e.g. `oraclecloud.com`. */
  readonly secondLevelDomain: string
}

/**
 * The realms of Oracle Cloud Infrastructure.
 *
 * @see https://docs.oracle.com/en-us/iaas/Content/General/Concepts/regions.htm
 * @public
 */
export const realms: readonly Realm[] = /* @__PURE__ */ Object.freeze(
  REALM_ROWS.map(([id, secondLevelDomain]) => Object.freeze({ id, secondLevelDomain })),
)

/**
 * The regions of Oracle Cloud Infrastructure, by realm.
 *
 * @see https://docs.oracle.com/en-us/iaas/Content/General/Concepts/regions.htm
 * @public
 */
export const regions: readonly Region[] = /* @__PURE__ */ Object.freeze(
  REGION_ROWS.map(([code, id, realm]) => {
    const secondLevelDomain = realms.find((each) => each.id === realm)?.secondLevelDomain ?? ''
    return Object.freeze({ id, code, realm, secondLevelDomain })
  }),
)

/**
 * The built-in region with this code or identifier, in any case.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `value` is no string
 * @example
 * ```ts
 * import { regionFromCode } from '@x/config/regions'
 *
 * regionFromCode('PHX')?.id // "us-phoenix-1"
 * ```
 * @public
 */
export function regionFromCode(value: string): Region | undefined {
  assertText(value, 'value', 'Pass the identifier of a region, e.g. "us-phoenix-1", or its code.')
  return findRegion(regions, normalizeRegion(value))
}

/** Region names are compared in this form. */
export function normalizeRegion(value: string): string {
  return value.trim().toLowerCase()
}

/** @param value - in normal form */
export function findRegion(table: readonly Region[], value: string): Region | undefined {
  return table.find(({ id, code }) => id === value || code === value)
}

// The region that a principal is told, in canonical form: what `region()` yields may become a part of a host name.
import { argumentError } from '@x/kernel'
import { regionFromCode } from '@x/config/regions'

/** What can be a part of a host name. */
export const REGION = /^[\w-]+(?:\.[\w-]+)*$/

/**
 * @param name - the option or variable that says it
 * @throws TypeError `ERR_INVALID_ARGUMENT` for what is neither a code nor an identifier
 */
export function regionId(given: string | undefined, name: string): string | undefined {
  const region = given?.trim().toLowerCase()
  if (!region) return undefined
  if (!REGION.test(region)) throw argumentError(`${name} is no region. Give one such as us-phoenix-1 or phx.`)
  return regionFromCode(region)?.id ?? region
}

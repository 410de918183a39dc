// Options of createSigner that few give: header lists of their own, or a name that is none. Loaded only where there are any.
import { argumentError, refuseUnknownOptions } from '@x/kernel'
import type { SignerOptions } from './signer-options.ts'
import { DEFAULT_LISTS, type HeaderListOptions, type HeaderLists } from './header-lists.ts'
import { SIGNER_OPTIONS } from './signer-options.ts'

/**
 * @param others - what was given beside the options there are
 * @throws TypeError `ERR_INVALID_ARGUMENT` for such a member; it names the nearest option
 * @throws TypeError `ERR_INVALID_ARGUMENT` when the service would refuse every signature over the list
 */
export function readRareOptions(options: HeaderListOptions, others: Readonly<Record<string, never>>): HeaderLists {
  refuseUnknownOptions<SignerOptions>(others, SIGNER_OPTIONS)
  const generic = normalise(options.genericHeaders ?? DEFAULT_LISTS.generic)
  const [date, ...dates] = generic.filter((name) => /^(x-)?date$/.test(name))
  const complete = generic.includes('(request-target)') && (options.requireHost === false || generic.includes('host'))
  if (!date || dates[0] || !complete) {
    throw argumentError(
      'genericHeaders needs (request-target), host, and one of date and x-date. Add what is missing: the service refuses signatures without it.',
    )
  }
  const body = normalise(options.bodyHeaders ?? DEFAULT_LISTS.body)
  return { generic, date, body: body.filter((name) => !generic.includes(name)) }
}

const normalise = (names: readonly string[]): string[] => [...new Set(names.map((name) => name.toLowerCase()))]

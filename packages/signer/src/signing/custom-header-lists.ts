// Header lists of a caller's own, checked; loaded only where there are any.
import { argumentError } from '@x/kernel'
import { DEFAULT_LISTS, type HeaderListOptions, type HeaderLists } from './header-lists.ts'

/** @throws TypeError `ERR_INVALID_ARGUMENT` when the service would refuse every signature over the list */
export function customHeaderLists(options: HeaderListOptions): HeaderLists {
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

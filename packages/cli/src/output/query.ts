// The part of data that `--query` picks.
import { search } from '@jmespath-community/jmespath'
import { UsageError } from '../program/errors.ts'

/** `` `fault` `` is `'fault'`, as OCI's command line takes it, and its documentation writes it. */
const WORDS_WITHOUT_QUOTES = { enable_legacy_literals: true }

/** @throws {@link UsageError} for a query that is none */
export function pick(data: unknown, query: string): unknown {
  try {
    // Through JSON, so that it sees what would be printed.
    return search(JSON.parse(JSON.stringify(data)), query, WORDS_WITHOUT_QUOTES)
  } catch (error) {
    throw new UsageError(`--query is no JMESPath for this data: ${(error as Error).message}. See jmespath.org.`, {
      cause: error,
    })
  }
}

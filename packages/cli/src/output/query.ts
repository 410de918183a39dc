// The part of data that `--query` picks.
import { search } from '@jmespath-community/jmespath'
import { UsageError } from '../program/errors.ts'

/** @throws {@link UsageError} for a query that is none */
export function pick(data: unknown, query: string): unknown {
  try {
    // Through JSON, so that it sees what would be printed.
    return search(JSON.parse(JSON.stringify(data)), query)
  } catch (error) {
    throw new UsageError(`--query is no JMESPath for this data: ${(error as Error).message}. See jmespath.org.`, {
      cause: error,
    })
  }
}

// What is known to fail in OCI's SDK for Python 2.189.0, each with what shows it.
import type { KnownDefect } from './judge.ts'

export const PYTHON_DEFECTS: readonly KnownDefect[] = [
  {
    case: /^resource-3\.0/,
    error: /./,
    why: 'it refuses an address with a path for the parent, and builds a leaf of version 2.1 as 3.0',
  },
]

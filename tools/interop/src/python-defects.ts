// What is known to fail in OCI's SDK for Python 2.189.0, each with what shows it.
import type { KnownDefect } from './judge.ts'

export const PYTHON_DEFECTS: readonly KnownDefect[] = [
  {
    case: /^resource-3\.0/,
    error: /endpoint must not contain path/,
    why: 'it refuses the address of the parent, which has a path',
  },
]

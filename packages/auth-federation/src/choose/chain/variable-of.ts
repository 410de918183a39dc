// A variable of the environment; an empty one counts as unset.
import type { Environment } from '@x/kernel'

export const variableOf = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined

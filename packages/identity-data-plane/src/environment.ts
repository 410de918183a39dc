// The process's environment, where there is one.
import type { Environment } from '@x/config'

export const runtimeEnvironment = (): Environment => (typeof process === 'undefined' ? {} : process.env)

// Whether a variable names the configuration file or the profile: then both have to be there, and only the default may be missing.
import type { Environment } from '@x/kernel'
import { variableOf } from './variable-of.ts'

const OF_SDKS = ['OCI_CONFIG_FILE', 'OCI_CONFIG_PROFILE']
const OF_CLI = ['OCI_CLI_CONFIG_FILE', 'OCI_CLI_PROFILE']

/** @param cliEnv - whether the variables of OCI's CLI count */
export const isProfileNamed = (env: Environment, cliEnv: boolean): boolean =>
  [...OF_SDKS, ...(cliEnv ? OF_CLI : [])].some((name) => variableOf(env, name) !== undefined)

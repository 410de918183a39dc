// The profile of a configuration file, an API key or a session: what a person at a terminal has.
import { isConfigError, loadConfig } from '@x/config'
import { signerFromConfig } from '../../signer-from-config.ts'
import { absent, configured, type Absent, type Link } from '../link.ts'
import { isProfileNamed } from '../named-profile.ts'

export const configProfile: Link = {
  name: 'config-profile',
  lookedFor: 'a profile of a configuration file',
  place: 'the configuration file',
  look: async ({ options, env, signing, signal }) => {
    try {
      const config = await loadConfig({ cliEnv: options.cliEnv, env, signal })
      const found = `The profile ${config.profile ?? 'DEFAULT'} is there.`
      return configured(config.file ?? 'the environment', found, () => signerFromConfig(config, { ...signing, env }))
    } catch (error) {
      const missing = isProfileNamed(env, options.cliEnv === true) ? undefined : missingDefault(error)
      if (missing === undefined) throw error
      return missing
    }
  },
}

function missingDefault(error: unknown): Absent | undefined {
  if (!isConfigError(error)) return undefined
  if (error.code === 'ERR_CONFIG_FILE_NOT_FOUND') return absent(error.tried.join(' and '), 'There is no such file.')
  if (error.code === 'ERR_FILE_SYSTEM_UNAVAILABLE') return absent('the file system', 'There is none on this runtime.')
  return error.code === 'ERR_PROFILE_NOT_FOUND'
    ? absent(error.path ?? 'the configuration file', 'It has no profile DEFAULT.')
    : undefined
}

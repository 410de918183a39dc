// What the caller names in the options: it comes before everything that is found.
import { loadConfig } from '@x/config'
import { signerFromConfig } from '../../signer-from-config.ts'
import { absent, configured, type Link } from '../link.ts'

const PLACE = 'the options of defaultSigner'

export const explicit: Link = {
  name: 'explicit',
  lookedFor: 'a configuration, a file or a profile',
  place: PLACE,
  look: async ({ options, env, signing, signal }) => {
    const { config, file, profile, cliEnv } = options
    if (config !== undefined)
      return configured(PLACE, 'A configuration was given.', () => signerFromConfig(config, { ...signing, env }))
    if (file === undefined && profile === undefined) return absent(PLACE, 'None of them was given.')
    const loaded = await loadConfig({ file, profile, cliEnv, env, signal })
    const found = `The profile ${loaded.profile ?? 'DEFAULT'} was named.`
    return configured(loaded.file ?? PLACE, found, () => signerFromConfig(loaded, { ...signing, env }))
  },
}

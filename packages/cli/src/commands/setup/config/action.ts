// Writes a profile that signs with an API key.
import { resolveRegion } from '@x/config/regions'
import type { Context } from '../../../program/context.ts'
import { UsageError } from '../../../program/errors.ts'
import { readOcid } from '../../../program/option-values.ts'
import { regionChoices } from '../../region-choices.ts'
import { sayNext } from '../../say-next.ts'
import { existingApiKey, makeApiKey, newKeyFiles, type ApiKey } from '../profile/api-key.ts'
import type { NewKeyOptions, PlaceOptions } from '../profile/options.ts'
import { newPassphrase } from '../profile/passphrase.ts'
import { askPlace, type ProfilePlace } from '../profile/place.ts'
import { writeProfile } from '../profile/write-profile.ts'

interface ConfigOptions extends PlaceOptions, NewKeyOptions {
  readonly user?: string | undefined
  readonly tenancy?: string | undefined
  readonly newKey: boolean
  readonly keyFile?: string | undefined
}

/** Every question comes before the first file: who leaves early leaves nothing. */
export async function run(context: Context<ConfigOptions>): Promise<void> {
  const { options, signal } = context
  if (options.newKey && options.keyFile !== undefined)
    throw new UsageError('There are both --new-key and --key-file. Give one of them.')
  const place = await askPlace(context)
  const user = options.user ?? (await askOcid('user', context))
  const tenancy = options.tenancy ?? (await askOcid('tenancy', context))
  const region = await askRegion(context)
  const key = await askKey(place, context)
  signal.throwIfAborted()
  await writeProfile(place, { user, tenancy, region }, key, context)
  await tell(place, key, context)
}

function askOcid(kind: 'user' | 'tenancy', { ask }: Context<ConfigOptions>): Promise<string> {
  const check = (answer: string): string | undefined => {
    try {
      readOcid(kind)(answer)
      return undefined
    } catch (error) {
      return (error as Error).message
    }
  }
  return ask.text({ message: `OCID of the ${kind}`, flag: `--${kind} OCID`, check }).then((answer) => answer.trim())
}

/** @throws UnknownRegionError `ERR_UNKNOWN_REGION` */
async function askRegion({ ask, settings, terminal }: Context<ConfigOptions>): Promise<string> {
  const { region: named } = await settings()
  const region =
    named ??
    (await ask.choice({ message: 'Region (type to find one)', flag: '--region REGION', choices: regionChoices() }))
  const { env, homeDirectory } = terminal
  return (await resolveRegion(region, { strict: true, env, homeDirectory })).id
}

async function askKey(place: ProfilePlace, context: Context<ConfigOptions>): Promise<ApiKey> {
  const { options, ask, settings } = context
  const flag = '--new-key, or --key-file PATH'
  const choices = [
    { value: 'new', label: 'Make a new one' },
    { value: 'existing', label: 'Take one that is in a file' },
  ] as const
  const isNamed = options.newKey || options.keyFile !== undefined
  const isNew = options.newKey || (!isNamed && (await ask.choice({ message: 'The API key', flag, choices })) === 'new')
  if (!isNew) {
    const { path } = await settings()
    const file =
      options.keyFile ??
      (await ask.text({
        message: 'Path of the private key',
        flag,
        check: (text) => (text ? undefined : 'Give a path.'),
      }))
    return existingApiKey(path(file), context)
  }
  const files = await newKeyFiles(place, options)
  return makeApiKey(files, await newPassphrase(context))
}

async function tell(place: ProfilePlace, key: ApiKey, context: Context<ConfigOptions>): Promise<void> {
  const { root, say, give } = context
  const { configFile, profile } = place
  const { keyFile, fingerprint, publicKeyPem, files } = key
  say(`Profile ${profile} is written to ${configFile}.`, 'green')
  if (files.length > 0) say(`Its new private key is in ${keyFile}: it stays on this machine.`)
  say(`Fingerprint: ${fingerprint}`)
  say('Upload the public key in the Console, unless it is there: Profile, My profile, API keys, Add API key. See')
  say('https://docs.oracle.com/iaas/Content/API/Concepts/apisigningkey.htm')
  if (root.output === undefined && root.query === undefined) await give.plain(publicKeyPem)
  else await give({ profile, configFile, keyFile, fingerprint, publicKey: publicKeyPem })
  await sayNext(context, 'ocix doctor', place)
}

// Where a profile is to be written, asked for where the line does not say.
import { dirname, join } from 'node:path'
import { editProfile, parseConfig } from '@x/config'
import { readTextFile } from '@x/config/files'
import type { Context } from '../../../program/context.ts'
import { DeclinedError } from '../../../program/errors.ts'
import type { PlaceOptions } from './options.ts'

export interface ProfilePlace {
  readonly configFile: string
  readonly profile: string
  /** Whether that is another file than is read by default. */
  readonly isElsewhere: boolean
}

export async function askPlace(context: Context<PlaceOptions>): Promise<ProfilePlace> {
  const { options, ask, terminal } = context
  const settings = await context.settings()
  const byDefault = join(terminal.homeDirectory, '.oci', 'config')
  const usual = settings.configFile ?? byDefault
  const location = async (): Promise<string> =>
    ask.canAsk
      ? ask.text({ message: 'Location of the configuration file', flag: '--config-location PATH', initial: usual })
      : usual
  const configFile = settings.path(options.configLocation ?? (await location()))
  const name = async (): Promise<string> =>
    ask.canAsk
      ? ask.text({
          message: 'Name of the profile',
          flag: '--profile-name NAME',
          initial: settings.profile,
          check: problemOfName,
        })
      : settings.profile
  const profile = options.profileName ?? (await name())
  // Refused here rather than after all the questions.
  editProfile('', { profile })
  await mayBeWritten({ configFile, profile }, context)
  return { configFile, profile, isElsewhere: configFile !== byDefault }
}

function problemOfName(profile: string): string | undefined {
  try {
    editProfile('', { profile })
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

async function mayBeWritten(
  { configFile, profile }: Pick<ProfilePlace, 'configFile' | 'profile'>,
  { options, ask }: Context<PlaceOptions>,
): Promise<void> {
  const text = (await readTextFile(configFile)) ?? ''
  const isThere = (parseConfig(text, { source: configFile }).profiles.get(profile)?.entries.size ?? 0) > 0
  if (!isThere || options.force) return
  const message = `The profile ${profile} is there already. Replace what it signs with?`
  if (await ask.confirm({ message, flag: '--force, or another --profile-name' })) return
  throw new DeclinedError('Nothing was changed.')
}

/** @returns the path of a file beside the configuration file */
export const besideConfig = ({ configFile }: ProfilePlace, name: string): string => join(dirname(configFile), name)

// The command to type next, for a profile that was just written.
import { shellWord } from '../output/problem/tell.ts'
import type { Context } from '../program/context.ts'

interface Written {
  readonly profile: string
  readonly configFile: string
  /** Whether it was written to another file than is read by default. */
  readonly isElsewhere: boolean
}

/** @param command - such as `ocix doctor` */
export async function sayNext(
  { say, settings }: Pick<Context<object>, 'say' | 'settings'>,
  command: string,
  { profile, configFile, isElsewhere }: Written,
): Promise<void> {
  const { configFile: read } = await settings()
  const isRead = read === undefined ? !isElsewhere : read === configFile
  const place = isRead ? '' : ` --config-file ${shellWord(configFile)}`
  say(`Next:  ${command} --profile ${shellWord(profile)}${place}`)
}

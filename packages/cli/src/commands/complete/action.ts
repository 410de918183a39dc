// Lists what may stand in the place of the last word of a line.
import type { Group } from '../../program/command.ts'
import type { Context } from '../../program/context.ts'
import { candidatesFor, type Candidate } from './candidates.ts'

export async function run(context: Context<object>, tree: Group): Promise<void> {
  const found = candidatesFor(context.operands, tree)
  const candidates = found === 'profiles' ? await profilesOf(context) : found
  const typed = context.operands.at(-1) ?? ''
  // A word that steers a terminal, or parts lines, is none to complete.
  const fitting = candidates.filter(({ word }) => word.startsWith(typed) && !/[\p{C}]/u.test(word))
  await context.give.plain(fitting.map(({ word, summary }) => `${word}\t${summary}\n`).join(''))
}

/** Nothing where there is no file, or a faulty one: nobody wants to read of that while typing. */
async function profilesOf({ settings }: Context<object>): Promise<readonly Candidate[]> {
  const { loadConfig, parseConfig } = await import('@x/config')
  const { readTextFile } = await import('@x/config/files')
  try {
    const { configFile: file, env, homeDirectory } = (await settings()).place
    const { file: path } = await loadConfig({ file, env, homeDirectory, checkFiles: false })
    const text = path === undefined ? undefined : await readTextFile(path)
    const { profiles } = parseConfig(text ?? '', { source: path })
    return [...profiles.values()].map(({ name, entries }) => ({
      word: name,
      summary: entries.get('security_token_file')?.value ? 'a session' : 'a profile',
    }))
  } catch {
    return []
  }
}

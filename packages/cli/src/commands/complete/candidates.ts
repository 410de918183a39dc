// What may stand in the place of the last word: commands, options, or values of an option. Pure.
import { isGroup, shownIn, type Command, type Group } from '../../program/command.ts'
import { flagOf, type AnyOption } from '../../program/options.ts'
import { ROOT_OPTIONS } from '../../program/root-options.ts'

export interface Candidate {
  readonly word: string
  readonly summary: string
}

/**
 * @param words - of the line, the last one is the one that is typed
 * @returns `profiles` where the name of one is wanted; nothing where the shell knows better, as of paths
 */
export function candidatesFor(words: readonly string[], tree: Group): readonly Candidate[] | 'profiles' {
  // Shells that part words at "=" show it as a word.
  const before = words.slice(0, -1).filter((word) => word !== '=')
  const { node, pending } = walk(before, tree)
  if (pending) return valuesOf(pending)
  if (words.at(-1)?.startsWith('-')) return flagsOf(node)
  return isGroup(node) ? shownIn(node).map(({ name, summary }) => ({ word: name, summary })) : []
}

interface Place {
  readonly node: Command | Group
  /** The option whose value is typed. */
  readonly pending?: readonly [name: string, option: AnyOption] | undefined
}

function walk(words: readonly string[], tree: Group): Place {
  let node: Command | Group = tree
  let pending: Place['pending']
  for (const word of words) {
    if (pending) {
      pending = undefined
    } else if (word.startsWith('-')) {
      const found = Object.entries(optionsOf(node)).find(([name]) => flagOf(name) === word)
      pending = found?.[1].placeholder === undefined ? undefined : found
    } else if (isGroup(node)) {
      node = node.commands.find(({ name }) => name === word) ?? node
    }
  }
  return { node, pending }
}

const optionsOf = (node: Command | Group): Readonly<Record<string, AnyOption>> =>
  isGroup(node) ? ROOT_OPTIONS : { ...node.options, ...ROOT_OPTIONS }

function valuesOf([name, option]: readonly [string, AnyOption]): readonly Candidate[] | 'profiles' {
  if (name === 'profile') return 'profiles'
  const choices = 'choices' in option ? (option.choices ?? []) : []
  return choices.map((word) => ({ word: String(word), summary: option.summary }))
}

const flagsOf = (node: Command | Group): readonly Candidate[] => [
  ...Object.entries(optionsOf(node)).map(([name, { summary }]) => ({ word: flagOf(name), summary })),
  { word: '--help', summary: 'show the help' },
]

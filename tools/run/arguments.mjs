// What is asked for by `node tools/run.mjs …`: a command with its arguments, help, or something that has to be refused.
import { helpFor, helpForAll } from './help.mjs'
import { nearest } from './nearest.mjs'

/**
 * @typedef {{ name: string, rest: string[] }} Run
 * @typedef {{ says: string, exitCode: 0 | 2 }} Answer
 */

/**
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, import('./commands.mjs').Command>>} commands
 * @returns {Run | Answer}
 */
export function readArguments([name = '', ...rest], commands) {
  if (name === '' || name === '--help') return { says: helpForAll(commands), exitCode: name === '' ? 2 : 0 }
  if (!Object.hasOwn(commands, name)) {
    return refusal(`There is no command "${name}".`, nearest(name, Object.keys(commands)), helpForAll(commands))
  }
  const command = commands[name]
  const own = beforeDashes(rest)
  if (own.includes('--help')) return { says: helpFor(name, command), exitCode: 0 }
  if (command.passesOn !== undefined) return { name, rest }
  const known = [...Object.keys(command.options ?? {}).map((option) => option.split(' ')[0]), '--help']
  const unknown = own.find((arg) => arg.startsWith('-') && !known.includes(nameOf(arg)))
  if (unknown !== undefined) {
    const guess = nearest(nameOf(unknown), known)
    return refusal(`npm run ${name} has no option ${nameOf(unknown)}.`, guess, helpFor(name, command))
  }
  const takesWords = command.words !== undefined || known.length > 1
  if (own.length > 0 && !takesWords)
    return refusal(`npm run ${name} takes no arguments.`, undefined, helpFor(name, command))
  return { name, rest }
}

/** What stands behind `--` is for a program that the command starts. */
const beforeDashes = (args) => (args.includes('--') ? args.slice(0, args.indexOf('--')) : args)
/** `--only=python` → `--only`. */
const nameOf = (arg) => arg.split('=')[0]

/** @returns {Answer} */
const refusal = (fault, guess, help) => ({
  says: `${fault}${guess === undefined ? '' : ` Did you mean ${guess}?`}\n\n${help}`,
  exitCode: 2,
})

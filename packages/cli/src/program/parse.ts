// Finds the command of a line, by commander; the texts that it says are ours.
import { Command as Parser, CommanderError, Option } from 'commander'
import { isGroup, type Command, type Group } from './command.ts'
import { UsageError } from './errors.ts'
import { flagOf, type AnyOption } from './options.ts'
import { ROOT_OPTIONS } from './root-options.ts'
import type { Given } from './values.ts'

/** What a line asks for. `path` are the words that lead to it, without the program's name. */
export type Line =
  | {
      readonly kind: 'run'
      readonly path: readonly string[]
      readonly command: Command
      readonly given: Given
      readonly rootGiven: Given
      readonly operands: readonly string[]
    }
  /** `asked`: by `--help`; else a group was named without a command. */
  | { readonly kind: 'help'; readonly path: readonly string[]; readonly node: Command | Group; readonly asked: boolean }
  | { readonly kind: 'version' }

type Node = Command | Group

const VERSION_FLAGS = '-v, --version'

/**
 * @param argv - without the program
 * @throws {@link UsageError} for a line that cannot be understood; it names what is near
 */
export function parseLine(argv: readonly string[], root: Group): Line {
  const found: Found = { path: [] }
  const program = parserOf(root, [], found)
  addOptions(program, ROOT_OPTIONS)
  program.version('', VERSION_FLAGS)
  try {
    // `help session list` is `session list --help`; commander knows one word behind it.
    program.parse(argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv, { from: 'user' })
  } catch (error) {
    const line = found.line ?? lineOf(error)
    if (line) return found.line?.kind === 'help' && isRefused(error) ? { ...found.line, asked: false } : line
    throw usageError(error, found.path)
  }
  if (found.line?.kind !== 'run') throw new UsageError('There is no command on the line. Try ocix --help.')
  return { ...found.line, rootGiven: givenOf(program, ROOT_OPTIONS) }
}

interface Found {
  line?: Line
  /** The command that stopped commander. */
  path: readonly string[]
}

function parserOf(node: Node, path: readonly string[], found: Found): Parser {
  const parser = new Parser(node.name)
  const stop = (error: CommanderError): never => {
    found.path = path
    throw error
  }
  parser.exitOverride(stop).configureOutput({ writeOut: () => {}, writeErr: () => {} })
  parser.helpInformation = () => {
    found.line = { kind: 'help', path, node, asked: true }
    return ''
  }
  if (isGroup(node)) {
    for (const each of node.commands) parser.addCommand(parserOf(each, [...path, each.name], found))
    return parser
  }
  addOptions(parser, node.options)
  for (const { name, optional, variadic } of node.operands) {
    const text = variadic ? `${name}...` : name
    parser.argument(optional ? `[${text}]` : `<${text}>`)
  }
  parser.action(() => {
    const given = givenOf(parser, node.options)
    found.line = { kind: 'run', path, command: node, given, rootGiven: new Map(), operands: parser.args }
  })
  return parser
}

/** By its own flag: commander would make one name of `--no-input` and `--input`. */
const keyOf = (flag: string): string => `value of ${flag}`

class PlainOption extends Option {
  readonly #key: string

  constructor(spelling: string, placeholder: string | undefined, key: string) {
    super(placeholder === undefined ? spelling : `${spelling} <${placeholder}>`)
    this.#key = key
    this.negate = false
  }

  override attributeName(): string {
    return this.#key
  }
}

function addOptions(parser: Parser, options: Readonly<Record<string, AnyOption>>): void {
  const collect = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text]
  for (const [name, { placeholder, aliases = [] }] of Object.entries(options)) {
    const flag = flagOf(name)
    for (const spelling of [flag, ...aliases]) {
      const option = new PlainOption(spelling, placeholder, keyOf(flag))
      parser.addOption(placeholder === undefined ? option : option.argParser(collect))
    }
  }
}

function givenOf(parser: Parser, options: Readonly<Record<string, AnyOption>>): Given {
  const flags = Object.keys(options).map(flagOf)
  const values = flags.map((flag) => [flag, parser.getOptionValue(keyOf(flag)) as readonly string[] | true] as const)
  return new Map(values.filter(([, value]) => value !== undefined))
}

const codeOf = (error: unknown): string => (error instanceof CommanderError ? error.code : '')
const lineOf = (error: unknown): Line | undefined =>
  codeOf(error) === 'commander.version' ? { kind: 'version' } : undefined

/** Commander shows the help of a group that was named without a command, and calls that a fault. */
const isRefused = (error: unknown): boolean => error instanceof CommanderError && error.exitCode !== 0

function usageError(error: unknown, path: readonly string[]): unknown {
  if (!(error instanceof CommanderError)) return error
  const [said = '', hint] = error.message.replace(/^error: /, '').split('\n')
  // Some of commander's sentences have a full stop, some have none.
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, '')}.`
  const nearest = hint?.replaceAll(/^\(|\)$/g, '')
  return new UsageError(nearest === undefined ? sentence : `${sentence} ${nearest}`, { cause: error, path })
}

// The texts of `--help`: by example first.
import { isGroup, shownIn, type Command, type Group, type Operand } from './command.ts'
import { flagOf, type AnyOption } from './options.ts'
import { ROOT_OPTIONS } from './root-options.ts'

export const PROGRAM = 'ocix'
const INDENT = '  '

/** @param columns - of the terminal */
export function helpOf(node: Command | Group, path: readonly string[], columns = 80): string {
  const width = Math.min(Math.max(columns, 40), 100)
  const name = [PROGRAM, ...path].join(' ')
  const head = wrapped(`${name}: ${node.summary}`, '', width)
  return `${[head, ...(isGroup(node) ? groupParts(node, name, width) : commandParts(node, name, width))].join('\n\n')}\n`
}

function groupParts(group: Group, name: string, width: number): string[] {
  const rows = shownIn(group).map((each) => [each.name, each.summary] as const)
  return [`Usage: ${name} <command> [options]`, table('Commands', rows, width), `${name} <command> --help tells more.`]
}

function commandParts(command: Command, name: string, width: number): string[] {
  const { operands, options, examples, description } = command
  const shown = examples.map(({ summary, line }) => `${wrapped(`# ${summary}`, INDENT, width)}\n${INDENT}${line}`)
  return [
    usageOf(command, name),
    ...(description === undefined ? [] : [wrapped(description, '', width)]),
    ...(shown.length === 0 ? [] : [`Examples:\n${shown.join('\n')}`]),
    ...(operands.length === 0
      ? []
      : [
          table(
            'Operands',
            operands.map(({ name: one, summary }) => [one, summary]),
            width,
          ),
        ]),
    ...(Object.keys(options).length === 0 ? [] : [table('Options', rowsOf(options), width)]),
    table('Options of every command', [...rowsOf(ROOT_OPTIONS), ['-h, --help', 'show this']], width),
  ]
}

function usageOf({ operands }: Command, name: string): string {
  const wordsOf = (chosen: readonly Operand[]): string[] =>
    chosen.map(({ name: operand, optional, variadic, isForeign }) => {
      const text = `${isForeign ? '-- ' : ''}${operand}${variadic ? '…' : ''}`
      return optional ? `[${text}]` : text
    })
  const own = wordsOf(operands.filter(({ isForeign }) => !isForeign))
  const foreign = wordsOf(operands.filter(({ isForeign }) => isForeign))
  return `Usage: ${[name, ...own, '[options]', ...foreign].join(' ')}`
}

type Row = readonly [left: string, right: string]

function rowsOf(options: Readonly<Record<string, AnyOption>>): Row[] {
  return Object.entries(options).map(([name, option]) => {
    const short = option.aliases?.filter((alias) => !alias.startsWith('--')) ?? []
    const flags = [...short, flagOf(name)].join(', ')
    return [option.placeholder === undefined ? flags : `${flags} ${option.placeholder}`, describe(option)]
  })
}

function describe(option: AnyOption): string {
  const notes = [
    'choices' in option && option.choices ? option.choices.join(', ') : undefined,
    'defaultValue' in option && option.defaultValue !== undefined
      ? `default: ${String(option.defaultValue)}`
      : undefined,
    option.env,
  ].filter((note) => note !== undefined)
  return notes.length === 0 ? option.summary : `${option.summary} [${notes.join('; ')}]`
}

function table(title: string, rows: readonly Row[], width: number): string {
  const column = Math.min(Math.max(...rows.map(([left]) => left.length)) + 2, 30)
  const lines = rows.map(([left, right]) => {
    const indent = INDENT + ' '.repeat(column)
    const text = wrapped(right, indent, width)
    return left.length > column - 2
      ? `${INDENT}${left}\n${text}`
      : INDENT + left.padEnd(column) + text.slice(indent.length)
  })
  return `${title}:\n${lines.join('\n')}`
}

function wrapped(text: string, indent: string, width: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((each) => indent + each).join('\n')
}

// The error of a text that does not follow the grammar, and the sentence for each way in which it does not.
import { errorJson } from '@x/kernel'

/** What is wrong with a line by itself. @public */
export type ConfigLineProblem = 'no-delimiter' | 'empty-key' | 'empty-section' | 'unclosed-section' | 'pem'

/** Why a line was refused. */
export type ConfigParseReason =
  | ConfigLineProblem
  | 'continuation'
  | 'no-section'
  | 'duplicate-section'
  | 'duplicate-key'
  | 'text-after-section'
  | 'not-text'

/** One faulty line. Its text is not repeated: it may be a secret. */
export interface ConfigParseProblem {
  /** 1-based. */
  readonly line: number
  readonly reason: ConfigParseReason
}

const SENTENCES: Readonly<Record<ConfigParseReason, string>> = {
  'no-delimiter': 'the line has no "="; write "key = value", or "#" in front of a comment',
  continuation: 'the indented line has no "="; a value cannot go on over a second line',
  'empty-key': 'there is no key in front of the "="',
  'empty-section': 'the section has no name; write e.g. "[DEFAULT]"',
  'unclosed-section': 'the section header has no "]"',
  pem: 'this is the text of a key or certificate; a configuration holds its path, as "key_file = …"',
  'no-section': 'a key stands before the first section; put "[DEFAULT]" above it',
  'duplicate-section': 'the section was begun before (strict mode)',
  'duplicate-key': 'the key stands in this section already (strict mode)',
  'text-after-section': 'text follows the section header (strict mode)',
  'not-text': 'the file is not UTF-8 text; save it as UTF-8 (PowerShell writes UTF-16 unless told otherwise)',
}

/**
 * A configuration text has lines that cannot be read.
 *
 * @public
 */
export class ConfigParseError extends Error {
  override readonly name = 'ConfigParseError'
  readonly code = 'ERR_CONFIG_PARSE'
  /** Name of the text, usually a path. */
  readonly source: string | undefined
  /** The first faulty line, 1-based. */
  readonly line: number
  /** The faulty lines, at most 20 of them. */
  readonly problems: readonly ConfigParseProblem[]
  /** How many lines are faulty in all. */
  readonly problemCount: number

  constructor(source: string | undefined, problems: readonly ConfigParseProblem[], problemCount = problems.length) {
    super(messageOf(source, problems, problemCount))
    this.source = source
    this.problems = problems
    this.problemCount = problemCount
    this.line = problems[0]?.line ?? 1
  }

  toJSON(): object {
    return errorJson(this)
  }
}

function messageOf(source: string | undefined, problems: readonly ConfigParseProblem[], count: number): string {
  const shown = problems
    .slice(0, 5)
    .map(({ line, reason }) => `${source ?? 'configuration'}:${line}: ${SENTENCES[reason]}`)
  if (count > shown.length) shown.push(`… and ${count - shown.length} more`)
  return shown.join('\n')
}

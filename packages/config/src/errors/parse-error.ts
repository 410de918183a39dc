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
  'no-delimiter': 'The line has no "=". Write "key = value", or "#" in front of a comment.',
  continuation: 'The indented line has no "=". Write the whole value on one line.',
  'empty-key': 'There is no key in front of the "=". Write "key = value".',
  'empty-section': 'The section has no name. Write e.g. "[DEFAULT]".',
  'unclosed-section': 'The section header has no "]". Add it.',
  pem: 'This is the text of a key or certificate. Write it to a file of its own, and its path here, as "key_file = …".',
  'no-section': 'A key stands before the first section. Put "[DEFAULT]" above it.',
  'duplicate-section': 'The section was begun before, which strict mode forbids. Join the two.',
  'duplicate-key': 'The key stands in this section already, which strict mode forbids. Take one out.',
  'text-after-section': 'Text follows the section header, which strict mode forbids. Take it out.',
  'not-text': 'The file is not UTF-8 text. Save it as UTF-8 (PowerShell writes UTF-16 unless told otherwise).',
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

/** A sentence behind the place that it is about, as `file:line`, which editors open. */
export function atLine(source: string | undefined, line: number, sentence: string): string {
  return source === undefined ? `Line ${line}: ${sentence}` : `${source}:${line}: ${sentence}`
}

function messageOf(source: string | undefined, problems: readonly ConfigParseProblem[], count: number): string {
  const shown = problems.slice(0, 5).map(({ line, reason }) => atLine(source, line, SENTENCES[reason]))
  if (count > shown.length) shown.push(`… and ${count - shown.length} more.`)
  return shown.join('\n')
}

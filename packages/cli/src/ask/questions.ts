// The questions that a command can ask.

export interface Question {
  readonly message: string
  /** How to answer on the line, such as `--region REGION`: what is said where nobody can be asked. */
  readonly flag: string
}

export interface PastedQuestion extends Question {
  /** Takes the question away: what it belongs to is over. */
  readonly signal?: AbortSignal | undefined
}

export interface TextQuestion extends Question {
  readonly initial?: string | undefined
  /** Yields what is wrong with an answer. */
  readonly check?: ((answer: string) => string | undefined) | undefined
}

export interface Choice<Value extends string> {
  readonly value: Value
  readonly label?: string | undefined
  readonly hint?: string | undefined
}

export interface ChoiceQuestion<Value extends string> extends Question {
  readonly choices: readonly Choice<Value>[]
  readonly initial?: Value | undefined
}

/** Every question throws UsageError where nobody can answer, and InterruptedError at Ctrl-C. */
export interface Prompts {
  confirm(question: Question & { readonly initial?: boolean | undefined }): Promise<boolean>
  text(question: TextQuestion): Promise<string>
  /** The answer is not shown. */
  secret(question: Question & Pick<TextQuestion, 'check'>): Promise<string>
  /** A long line that is pasted. It is not shown. */
  pasted(question: PastedQuestion): Promise<string>
  /** One of a list; typing narrows a long one. */
  choice<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value>
}

export interface Ask extends Prompts {
  /** Whether anybody can answer. */
  readonly canAsk: boolean
}

// What an option is: data that help, completion and the parser share.

interface OptionBase {
  /** A sentence without a full stop, for the help. */
  readonly summary: string
  /** The variable that stands in for it. */
  readonly env?: string | undefined
  /** Further spellings, such as `-d`; the help does not name the long ones. */
  readonly aliases?: readonly string[] | undefined
}

/** Present or not: `true` or `false`. */
export interface FlagOption extends OptionBase {
  readonly placeholder?: undefined
}

/** Takes a value. */
export interface ValueOption<Value> extends OptionBase {
  /** Stands for the value in the help, such as `PATH`. */
  readonly placeholder: string
  readonly choices?: readonly (Value & string)[] | undefined
  /** Makes the value of the text. @defaultValue the text itself @throws Error whose sentence says what is allowed */
  readonly read?: ((text: string) => Value) | undefined
  readonly defaultValue?: Value | undefined
  /** Whether a value without a character means something. */
  readonly mayBeEmpty?: boolean | undefined
  /** Missing, it ends the command with 2. */
  readonly required?: boolean | undefined
}

/** May be given more than once. */
export interface ListOption<Value> extends ValueOption<Value> {
  readonly repeated: true
}

export type AnyOption = FlagOption | ValueOption<unknown> | ListOption<unknown>

type OptionFor<Value> = [Value] extends [boolean]
  ? FlagOption
  : [Value] extends [readonly (infer One)[]]
    ? ListOption<One>
    : ValueOption<Value>

/** A definition for each option of an action. */
export type OptionsFor<Options> = {
  readonly [Name in keyof Options]-?: OptionFor<Exclude<Options[Name], undefined>>
}

/** `minTtl` → `--min-ttl`. */
export const flagOf = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

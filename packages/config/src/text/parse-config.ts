// Reads the text of a configuration file: pure, linear, and with a line number in every error and warning.
import { assertOptions, assertText, isSecretName } from '@x/kernel'
import { configLines, type ConfigLine } from './config-line.ts'
import {
  atLine,
  ConfigParseError,
  type ConfigLineProblem,
  type ConfigParseProblem,
  type ConfigParseReason,
} from '../errors/parse-error.ts'
import { createEntry, DEFAULT_PROFILE, type ConfigEntry } from './config-entry.ts'
import type { ConfigWarning, ConfigWarningCode } from '../errors/warning.ts'

/** One section of a file, with its own keys only: nothing inherited. */
export interface ParsedProfile {
  readonly name: string
  /** Line of its (first) header, 1-based. */
  readonly line: number
  readonly entries: ReadonlyMap<string, ConfigEntry>
}

/** What {@link parseConfig} found. */
export interface ParsedConfig {
  readonly source: string | undefined
  /** In the order of the file, `DEFAULT` among them when it is there. */
  readonly profiles: ReadonlyMap<string, ParsedProfile>
  readonly warnings: readonly ConfigWarning[]
  /**
   * The entries of a profile with those it inherits from `DEFAULT`, key by key.
   *
   * @param name - case-sensitive; absent or `null` means `DEFAULT`
   * @returns `undefined` when there is no such profile
   */
  entriesOf(name?: string | null): ReadonlyMap<string, ConfigEntry> | undefined
}

/** Options of {@link parseConfig}. */
export interface ParseConfigOptions {
  /** Name of the text for messages, usually its path. */
  readonly source?: string | undefined
  /** Refuse what Python's SDK refuses and others accept: duplicate sections and keys, text after a header. @defaultValue false */
  readonly strict?: boolean | undefined
}

/** More are counted, not kept: a binary file must not become a million messages. */
const MAX_PROBLEMS = 20

/**
 * Every profile of a configuration text.
 *
 * `#` and `;` begin a comment at the start of a line only; a value is everything after the first `=` (or a `:` that
 * stands before it); keys are lower-cased, profile names are not; the last of two equal keys wins, with a warning.
 *
 * @throws {@link ConfigParseError} `ERR_CONFIG_PARSE` with every faulty line
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `text` is no string, or an option of the wrong kind
 * @example
 * ```ts
 * import { parseConfig } from '@x/config'
 *
 * const parsed = parseConfig('[DEFAULT]\nregion = us-phoenix-1\n', { source: 'config' })
 * parsed.profiles.get('DEFAULT')?.entries.get('region')?.value // "us-phoenix-1"
 * ```
 * @see https://docs.oracle.com/en-us/iaas/Content/API/Concepts/sdkconfig.htm
 * @public
 */
export function parseConfig(text: string, options: ParseConfigOptions = {}): ParsedConfig {
  assertText(text, 'text', 'Pass what stands in the file, or its path to loadConfig({ file }).')
  assertOptions<ParseConfigOptions>(options, {
    call: 'parseConfig(text, { source })',
    kinds: { source: 'a string', strict: 'true or false' },
  })
  const { source, strict = false } = options
  const reader = new Reader(source, strict)
  const nul = text.indexOf('\0')
  if (nul !== -1) reader.fail(text.slice(0, nul).split(/\r\n|\n|\r/).length, 'not-text')
  else for (const line of configLines(text)) if (!reader.accept(line)) break
  return reader.result()
}

interface MutableProfile extends ParsedProfile {
  readonly entries: Map<string, ConfigEntry>
}

/** Holds what has been read so far; lives for one call. */
class Reader {
  readonly #source: string | undefined
  readonly #strict: boolean
  readonly #profiles = new Map<string, MutableProfile>()
  readonly #warnings: ConfigWarning[] = []
  readonly #problems: ConfigParseProblem[] = []
  readonly #secretKeys = new Map<string, boolean>()
  #problemCount = 0
  #current: MutableProfile | undefined

  constructor(source: string | undefined, strict: boolean) {
    this.#source = source
    this.#strict = strict
  }

  /** @returns false when the rest of the text is not worth reading */
  accept(line: ConfigLine): boolean {
    if (line.kind === 'section') this.#openSection(line)
    else if (line.kind === 'entry') this.#addEntry(line)
    else if (line.kind === 'problem') this.fail(line.number, reasonOf(line))
    return !(line.kind === 'problem' && line.problem === 'pem')
  }

  fail(line: number, reason: ConfigParseReason): void {
    this.#problemCount++
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ line, reason })
  }

  result(): ParsedConfig {
    if (this.#problemCount > 0) throw new ConfigParseError(this.#source, this.#problems, this.#problemCount)
    const profiles = this.#profiles
    return Object.freeze({
      source: this.#source,
      profiles,
      warnings: Object.freeze(this.#warnings),
      entriesOf: (name?: string | null) => inherit(profiles, name ?? DEFAULT_PROFILE),
    })
  }

  #openSection(line: ConfigLine & { kind: 'section' }): void {
    const { name, number } = line
    if (line.trailingText) this.#object(number, 'text-after-section', `The text after [${name}] is ignored.`)
    const known = this.#profiles.get(name)
    if (known !== undefined) {
      this.#object(
        number,
        'duplicate-section',
        `[${name}] was begun on line ${known.line} already; the two are merged.`,
      )
    }
    this.#current = known ?? { name, line: number, entries: new Map() }
    this.#profiles.set(name, this.#current)
  }

  #addEntry(line: ConfigLine & { kind: 'entry' }): void {
    const profile = this.#current
    if (profile === undefined) return this.fail(line.number, 'no-section')
    const { key, value, number } = line
    const earlier = profile.entries.get(key)
    if (earlier !== undefined) {
      this.#object(number, 'duplicate-key', `"${key}" stands on line ${earlier.line} already; the last one counts.`)
    }
    if (isQuoted(value)) {
      this.#warn(
        number,
        'WARN_QUOTED_VALUE',
        `The quotes around "${key}" are part of its value. Take them away: OCI's files have none.`,
      )
    }
    const isSecretKey = this.#isSecretKey(key)
    profile.entries.set(key, createEntry({ key, value, line: number, profile: profile.name }, isSecretKey))
  }

  /** The same few keys stand in every profile. */
  #isSecretKey(key: string): boolean {
    const known = this.#secretKeys.get(key) ?? isSecretName(key)
    this.#secretKeys.set(key, known)
    return known
  }

  /** A warning, or an error in strict mode. */
  #object(line: number, reason: keyof typeof LENIENT, message: string): void {
    if (this.#strict) this.fail(line, reason)
    else this.#warn(line, LENIENT[reason], message)
  }

  #warn(line: number, code: ConfigWarningCode, text: string): void {
    const message = atLine(this.#source, line, text)
    this.#warnings.push(Object.freeze({ code, message, source: this.#source, line }))
  }
}

const LENIENT = {
  'duplicate-section': 'WARN_DUPLICATE_SECTION',
  'duplicate-key': 'WARN_DUPLICATE_KEY',
  'text-after-section': 'WARN_TEXT_AFTER_SECTION',
} as const

function reasonOf(line: ConfigLine & { kind: 'problem' }): ConfigLineProblem | 'continuation' {
  return line.problem === 'no-delimiter' && line.indented ? 'continuation' : line.problem
}

function isQuoted(value: string): boolean {
  const first = value.charAt(0)
  return value.length > 1 && (first === '"' || first === "'") && value.endsWith(first)
}

function inherit(
  profiles: ReadonlyMap<string, ParsedProfile>,
  name: string,
): ReadonlyMap<string, ConfigEntry> | undefined {
  const own = profiles.get(name)
  const inherited = profiles.get(DEFAULT_PROFILE)
  if (own === undefined || inherited === undefined || own === inherited) return own?.entries
  return new Map([...inherited.entries, ...own.entries])
}

// Which words name the packages, and the text that names them by another scope. Pure: what is read and written is elsewhere.

export interface Renaming {
  /** `@acme`. */
  readonly scope: string
  /** Where the copy will live, `https://github.com/acme/oci-auth`; npm compares it with the workflow that publishes. */
  readonly repository?: string | undefined
}

export interface Names {
  /** The scope as it is. */
  readonly scope: string
  /** What follows it: the packages' own names, the export condition that leads to the sources, and `…`, which is all of them. */
  readonly words: readonly string[]
  /** As in the manifests, without `git+` and `.git`. */
  readonly repository: string
}

export interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, object>>
  readonly repository?: { readonly url: string }
}

/** npm's rule for a scope, in lower case. */
const SCOPE = /^@[a-z\d][a-z\d._-]{0,99}$/
const REPOSITORY = /^https:\/\/[\w.-]+(?:\/[\w.-]+)+$/

/** @returns why it cannot be done, or nothing */
export function objection({ scope, repository }: Renaming, names: Names): string | undefined {
  if (!SCOPE.test(scope))
    return `"${scope}" is no scope: it starts with @, then lower-case letters, digits, ".", "_" or "-".`
  if (scope === names.scope) return `${scope} is the scope already.`
  if (repository !== undefined && !REPOSITORY.test(repository))
    return `"${repository}" is no repository: give its https address, without ".git".`
  return undefined
}

/** @throws Error when the packages, also those that are not published, do not share one scope */
export function namesOf(manifests: readonly Manifest[]): Names {
  const published = manifests.filter((manifest) => !manifest.private)
  const [scopes, packages, conditions, repositories] = [
    new Set(manifests.map(({ name }) => name.split('/')[0])),
    manifests.map(({ name }) => String(name.split('/')[1])),
    published.flatMap(({ exports = {} }) => Object.values(exports).flatMap(Object.keys)),
    published.map(({ repository }) => repository?.url.replace(/^git\+|\.git$/g, '')),
  ]
  const [scope] = scopes
  if (scope === undefined || scopes.size > 1)
    throw new Error(`The packages have no common scope: ${[...scopes].join(', ')}.`)
  const own = conditions
    .filter((condition) => condition.startsWith(`${scope}/`))
    .map((name) => name.slice(scope.length + 1))
  return { scope, words: [...new Set([...packages, ...own, '…'])], repository: String(repositories[0]) }
}

/** The text with every package under its new name. Names that only begin like a package's are left alone. */
export function renamed(text: string, names: Names, { scope, repository }: Renaming): string {
  const moved = repository === undefined ? text : text.replaceAll(names.repository, repository)
  return moved.replaceAll(patternOf(names), (_, slash: string, word: string) => scope + slash + word)
}

const escaped = (text: string): string => text.replaceAll(/[.$*+?()[\]{}|\\^]/g, String.raw`\$&`)

/** In a regular expression the slash has a backslash before it. */
const SLASH = String.raw`\\?/`

function patternOf({ scope, words }: Names): RegExp {
  return new RegExp(String.raw`(?<![\w@])${escaped(scope)}(${SLASH})(${words.map(escaped).join('|')})(?![\w-])`, 'g')
}

/** What still looks like a package of the old scope: `file:line: text`. */
export function leftovers(path: string, text: string, { scope }: Names): readonly string[] {
  const old = new RegExp(escaped(scope) + SLASH)
  return text.split('\n').flatMap((line, index) => (old.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []))
}

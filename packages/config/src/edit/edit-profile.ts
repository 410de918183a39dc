// Changes one profile in the text of a configuration and keeps every other byte: pure, the file stays out of it.
import { assertOptions, assertText, type Kinds } from '@x/kernel'
import { configLines, type ConfigLine } from '../text/config-line.ts'
import { parseConfig } from '../text/parse-config.ts'
import { assertProfileName, checkedValues, spellings, type ProfileEdit } from './check-edit.ts'

/**
 * The text with one profile changed, added or removed. Comments, order, spelling, unknown keys and line breaks stay as
 * they are. Where a section or key stands twice, the one that counts is changed, and all are removed.
 *
 * @throws {@link ConfigParseError} `ERR_CONFIG_PARSE` when the text is faulty: it is not touched then
 * @throws {@link InvalidProfileEditError} `ERR_INVALID_PROFILE_EDIT` for a name or value that would read back differently
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `text` is no string, or `edit` no object
 * @example
 * ```ts
 * import { editProfile } from '@x/config'
 *
 * editProfile('[A]\nregion = phx\n', { profile: 'A', set: { region: 'iad' } }) // "[A]\nregion = iad\n"
 * ```
 * @public
 */
export function editProfile(text: string, edit: ProfileEdit): string {
  assertText(text, 'text', 'Pass what stands in the file.')
  assertOptions(edit, { call: 'editProfile(text, { profile, set })', kinds: EDIT_KINDS })
  const { profile, remove } = edit
  assertProfileName(profile)
  const set = checkedValues(edit)
  parseConfig(text)
  const sections = sectionsOf([...configLines(text)], profile)
  if (remove === true) {
    const removals = sections.map((section) => removalOf(section, text))
    return applySplices(text, removals)
  }
  const removed = new Set((remove ?? []).flatMap(spellings))
  const last = sections.at(-1)
  if (last === undefined) return set.size === 0 ? text : text + newProfile(text, profile, set)
  const entries = sections.flatMap((section) => section.entries)
  const splices = entries
    .filter(({ key }) => removed.has(key))
    .map(({ start, next }) => ({ start, end: next, text: '' }))
  const added = new Map<string, string>()
  for (const [key, value] of set) {
    const entry = entries.findLast((each) => each.key === key)
    if (entry === undefined) added.set(key, value)
    else splices.push({ start: entry.valueStart, end: entry.valueEnd, text: value })
  }
  splices.push(insertion(text, last, added))
  return applySplices(text, splices)
}

/** What they have to be is told by {@link InvalidProfileEditError}. */
export const EDIT_KINDS: Kinds<ProfileEdit> = { profile: 'anything', set: 'anything', remove: 'anything' }

type Entry = ConfigLine & { readonly kind: 'entry' }

interface Section {
  readonly header: ConfigLine
  readonly entries: Entry[]
  /** The lines after the header, up to the next one. */
  readonly body: ConfigLine[]
  isLast: boolean
}

interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

function sectionsOf(lines: readonly ConfigLine[], name: string): readonly Section[] {
  const sections: Section[] = []
  let current: Section | undefined
  for (const line of lines) {
    if (line.kind === 'section') {
      if (current !== undefined) current.isLast = false
      current = line.name === name ? { header: line, entries: [], body: [], isLast: true } : undefined
      if (current !== undefined) sections.push(current)
    } else if (current !== undefined) {
      current.body.push(line)
      if (line.kind === 'entry') current.entries.push(line)
    }
  }
  return sections
}

function applySplices(text: string, splices: readonly Splice[]): string {
  let result = ''
  let position = 0
  for (const splice of [...splices].sort((a, b) => a.start - b.start)) {
    result += text.slice(position, splice.start) + splice.text
    position = splice.end
  }
  return result + text.slice(position)
}

/**
 * Header to last entry, with the comments between and those that follow the last entry without a blank line, unless
 * these lead up to the next header. One run of blank lines goes with it: the one behind, or at the end the one before.
 */
function removalOf({ header, entries, body, isLast }: Section, text: string): Splice {
  const lastEntry = entries.at(-1) ?? header
  const behind = body.filter((line) => line.start >= lastEntry.next)
  const comments = leading(behind, 'comment')
  const attached = comments.length === behind.length && !isLast ? [] : comments
  const kept = behind.slice(attached.length)
  const blanks = leading(kept, 'blank')
  const end = blanks.at(-1)?.next ?? attached.at(-1)?.next ?? lastEntry.next
  const start = end === text.length ? startOfBlanks(text, header.start) : header.start
  return { start, end, text: '' }
}

function leading(lines: readonly ConfigLine[], kind: ConfigLine['kind']): readonly ConfigLine[] {
  const first = lines.findIndex((line) => line.kind !== kind)
  return first === -1 ? lines : lines.slice(0, first)
}

/** Where the run of blank lines before `position` begins. */
function startOfBlanks(text: string, position: number): number {
  let start = position
  for (const line of configLines(text.slice(0, position))) {
    if (line.kind !== 'blank') start = position
    else if (start === position) start = line.start
  }
  return start
}

/** New keys go behind the last entry of the section and look like it. */
function insertion(text: string, { header, entries }: Section, added: ReadonlyMap<string, string>): Splice {
  const model = entries.at(-1)
  const place = model ?? header
  const indent = model === undefined ? '' : text.slice(model.start, model.keyStart)
  const delimiter = model === undefined || model.value === '' ? '=' : text.slice(model.keyEnd, model.valueStart)
  const lineBreak = lineBreakOf(text)
  const lines = [...added].map(([key, value]) => `${indent}${key}${delimiter}${value}`)
  const endsOpen = place.end === place.next
  const inserted = endsOpen ? lines.map((line) => lineBreak + line) : lines.map((line) => line + lineBreak)
  return { start: place.next, end: place.next, text: inserted.join('') }
}

function newProfile(text: string, profile: string, set: ReadonlyMap<string, string>): string {
  const lineBreak = lineBreakOf(text)
  const lines = [`[${profile}]`, ...[...set].map(([key, value]) => `${key}=${value}`)]
  return separator(text, lineBreak) + lines.map((line) => line + lineBreak).join('')
}

/** A new profile is set off by a blank line. */
function separator(text: string, lineBreak: string): string {
  const last = [...configLines(text)].at(-1)
  if (last === undefined) return ''
  if (last.end === last.next) return lineBreak + lineBreak
  return last.kind === 'blank' ? '' : lineBreak
}

function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
}

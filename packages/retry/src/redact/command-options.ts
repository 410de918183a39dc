// Finds the values of options in command lines: `--token x`, `--token "x y"`, `-p x`.
import { endOfQuoted } from './end-of-quoted.ts'
import { isPlaceholder } from './no-secret.ts'

const OPTION =
  /(?<![\w-])(?:--(?<long>[A-Za-z][\w-]{0,99})|-p)(?:(?:[ \t]|\\\r?\n){1,20}|(?<=-p)=)(?:(?<escapes>\\{0,15})(?<quote>["']))?/g
const WORD_END = /\s|\\{0,15}"|$/g
/** Another option, or a sentence about this one. */
const NO_VALUE =
  /--?[a-z]|(?:is|was|are|or|and|to|for|of|in|on|with|must|needs?|has|requires?|options?|given|cannot|can|may|should)(?:[\s.,;:)]|$)/iy

/**
 * Commands whose `-p` is about parents, permissions or a port, where nothing but options is between them. Only where it is
 * sure that it is the command, not the argument of another.
 */
const OTHER_COMMAND =
  /(?<=(?:^|[;&|({"'`]|[:$#>][ \t]|\b(?:sudo|ran|running|spawn|RUN)[ \t])[ \t]{0,20}(?:\/[\w/]{1,40}\/)?(?:mkdir|rmdir|cp|ssh|psql)(?:[ \t]{1,20}-[\w-]{1,40}){0,9}[ \t]{1,20})-p[ \t]/my

/** `text` with the value of each option replaced whose name `isSecret`. */
export function replaceOptionValues(text: string, isSecret: (name: string) => boolean, replacement: string): string {
  if (!text.includes('-')) return text
  const pieces: string[] = []
  let copied = 0
  for (const { 0: all, index, groups: { long, quote, escapes = '' } = {} } of text.matchAll(OPTION)) {
    if (index < copied || (long === undefined ? isOther(text, index) : !isSecret(long))) continue
    const start = index + all.length
    const end =
      quote === undefined ? endOfWord(text, start) : endOfQuoted(text, start, { quote, escapes: escapes.length })
    if (end === start || isPlaceholder(text.slice(start, end))) continue
    pieces.push(text.slice(copied, start), replacement)
    copied = end
  }
  return pieces.join('') + text.slice(copied)
}

function isOther(text: string, start: number): boolean {
  OTHER_COMMAND.lastIndex = start
  return OTHER_COMMAND.test(text)
}

/** `start` itself where no value begins. */
function endOfWord(text: string, start: number): number {
  NO_VALUE.lastIndex = start
  if (NO_VALUE.test(text)) return start
  WORD_END.lastIndex = start
  return WORD_END.exec(text)?.index ?? text.length
}

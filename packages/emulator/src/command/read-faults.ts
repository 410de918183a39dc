// Reads fault rules from a file: as they are in code, but a path to search for is `{ "pattern": "…", "flags": "i" }`.
import { createReadStream } from 'node:fs'
import { checkRule } from '../frame/faults/check-fault.ts'
import type { FaultRule } from '../frame/faults/fault-rule.ts'
import { findUnknownName, isOptions } from '../options/unknown-name.ts'

const MAX_BYTES = 1024 * 1024

/** @throws an error that names the file, and the rule, counted from 1 */
export async function readFaults(file: string): Promise<readonly FaultRule[]> {
  const content = parse(file, await readText(file))
  if (!isOptions(content) || !('faults' in content) || !Array.isArray(content.faults))
    throw problem(file, 'It has no list of faults. Write { "faults": [ … ] }.')
  refuseUnknown(file, content, ['$schema', 'faults'])
  return content.faults.map((rule: unknown, index) => readRule(`${file}, rule ${index + 1}`, rule))
}

async function readText(file: string): Promise<string> {
  try {
    const chunks: Buffer[] = []
    // Counted as it comes: a pipe and a device tell no length, and may never end.
    for await (const chunk of createReadStream(file, { end: MAX_BYTES })) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    if (bytes.length > MAX_BYTES) throw new Error('It is larger than 1 MiB')
    return bytes.toString('utf8')
  } catch (cause) {
    throw problem(file, `It cannot be read: ${messageOf(cause)}.`, cause)
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw problem(file, `It is no JSON: ${messageOf(cause)}.`, cause)
  }
}

function readRule(place: string, rule: unknown): FaultRule {
  try {
    const read = withExpression(place, rule)
    checkRule(read)
    return read
  } catch (cause) {
    throw problem(place, messageOf(cause), cause)
  }
}

/** Turns `{ pattern, flags }` into an expression; whatever else is wrong is found by the check of rules. */
function withExpression(place: string, rule: unknown): FaultRule {
  const { match } = (isOptions(rule) ? rule : {}) as { readonly match?: { readonly path?: unknown } }
  if (!isOptions(match) || !isOptions(match.path)) return rule as FaultRule
  const { pattern, flags = '' } = match.path as { readonly pattern?: unknown; readonly flags?: unknown }
  refuseUnknown(place, match.path, ['pattern', 'flags'])
  if (typeof pattern !== 'string' || typeof flags !== 'string')
    throw new TypeError('"path" of a fault rule has no "pattern". Write { "pattern": "^/20160918/" }.')
  return { ...(rule as FaultRule), match: { ...match, path: new RegExp(pattern, flags) } } as FaultRule
}

function refuseUnknown(place: string, given: object, names: readonly string[]): void {
  const unknown = findUnknownName(given, names)
  if (unknown !== undefined) throw problem(place, `"${unknown.name}" is unknown. ${unknown.remedy}`)
}

const problem = (place: string, sentence: string, cause?: unknown): Error =>
  new Error(`${place}: ${sentence}`, cause === undefined ? undefined : { cause })

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

// Reads fault rules from a file.
import { createReadStream } from 'node:fs'
import type { FaultRule } from '../frame/faults/fault-rule.ts'
import { ruleOfJson } from '../frame/faults/rule-of-json.ts'
import { findUnknownName, isOptions } from '../options/unknown-name.ts'

const MAX_BYTES = 1024 * 1024

/** @throws an error that names the file, and the rule, counted from 1 */
export async function readFaults(file: string): Promise<readonly FaultRule[]> {
  const content = parse(file, await readText(file))
  if (!isOptions(content) || !('faults' in content) || !Array.isArray(content.faults))
    throw problem(file, 'It has no list of faults. Write { "faults": [ … ] }.')
  const unknown = findUnknownName(content, ['$schema', 'faults'])
  if (unknown !== undefined) throw problem(file, `"${unknown.name}" is unknown. ${unknown.remedy}`)
  return content.faults.map((rule: unknown, index) => readRule(`${file}, rule ${index + 1}`, rule))
}

async function readText(file: string): Promise<string> {
  try {
    const chunks: Buffer[] = []
    // Counted as it comes: a pipe and a device tell no length, and may never end.
    for await (const chunk of createReadStream(file, { end: MAX_BYTES })) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    if (bytes.length > MAX_BYTES) throw new Error('it is larger than 1 MiB')
    return bytes.toString('utf8')
  } catch (cause) {
    throw problem(file, `It cannot be read: ${messageOf(cause)}. Name a file that can be.`, cause)
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw problem(file, `It is no JSON: ${messageOf(cause)}. Correct it there.`, cause)
  }
}

function readRule(place: string, rule: unknown): FaultRule {
  try {
    return ruleOfJson(rule)
  } catch (cause) {
    throw problem(place, messageOf(cause), cause)
  }
}

const problem = (place: string, sentence: string, cause?: unknown): Error =>
  new Error(`${place}: ${sentence}`, cause === undefined ? undefined : { cause })

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

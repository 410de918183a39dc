// Which requests are shown: those of the chosen verdicts that have each word of the search somewhere.
import type { RecordedRequest } from '../../records/recorder.ts'
import { principalName } from './principal-name.ts'

export interface Filter {
  /** Empty: all. */
  readonly verdicts: ReadonlySet<string>
  readonly search: string
}

export const EVERYTHING: Filter = { verdicts: new Set(), search: '' }

/** The text that is searched, made once for a record. */
const texts = new WeakMap<RecordedRequest, string>()

function textOf(record: RecordedRequest): string {
  const known = texts.get(record)
  if (known !== undefined) return known
  const { method, target, verdict, status, reason = '', explanation = '', requestId, keyId = '', user = '' } = record
  const headers = Object.entries(record.headers).map(([name, value]) => `${name}: ${value}`)
  const text = [
    method,
    target,
    verdict,
    status,
    reason,
    explanation,
    requestId,
    keyId,
    user,
    principalName(record),
    ...headers,
  ]
    .join('\n')
    .toLowerCase()
  texts.set(record, text)
  return text
}

/** Yields whether a record is shown. */
export function filterOf({ verdicts, search }: Filter): (record: RecordedRequest) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return (record) =>
    (verdicts.size === 0 || verdicts.has(record.verdict)) && words.every((word) => textOf(record).includes(word))
}

/** The filter as the fragment of an address, so that it outlives the page. */
export function filterToFragment({ verdicts, search }: Filter): string {
  const parameters = new URLSearchParams()
  if (search !== '') parameters.set('search', search)
  if (verdicts.size > 0) parameters.set('verdict', [...verdicts].join(' '))
  return parameters.toString()
}

export function filterFromFragment(fragment: string): Filter {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ''))
  const verdicts = (parameters.get('verdict') ?? '').split(' ').filter(Boolean)
  return { verdicts: new Set(verdicts), search: parameters.get('search') ?? '' }
}

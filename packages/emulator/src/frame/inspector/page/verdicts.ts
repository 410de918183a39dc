// What each verdict is called, and in which order they are offered.
import type { RecordedRequest } from '../../records/recorder.ts'

type Verdict = RecordedRequest['verdict']

export const VERDICTS: readonly Verdict[] = ['accepted', 'refused', 'unsigned', 'faulted']

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  accepted: 'Accepted',
  refused: 'Refused',
  unsigned: 'Unsigned',
  faulted: 'Faulted',
}

export const statusText = ({ status }: Pick<RecordedRequest, 'status'>): string =>
  status === 0 ? 'closed' : String(status)

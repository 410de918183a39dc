// What the emulator tells: records as they come, and its state when that changes.
import type { RecordedRequest } from '../../records/recorder.ts'
import type { InspectorState } from '../inspector-state.ts'

export type Connection = 'connecting' | 'live' | 'lost'

export interface LiveEvents {
  readonly onRequests: (records: readonly RecordedRequest[]) => void
  readonly onState: (state: InspectorState) => void
  readonly onConnection: (connection: Connection) => void
}

/** A browser comes back by itself where a connection broke, but not where it was refused. */
const COME_BACK_MS = 3000

export function listen({ onRequests, onState, onConnection }: LiveEvents): void {
  const source = new EventSource('/inspector/events')
  source.addEventListener('open', () => onConnection('live'))
  source.addEventListener('error', () => {
    onConnection('lost')
    if (source.readyState === EventSource.CLOSED)
      setTimeout(() => listen({ onRequests, onState, onConnection }), COME_BACK_MS)
  })
  source.addEventListener('requests', ({ data }: MessageEvent<string>) =>
    onRequests(JSON.parse(data) as RecordedRequest[]),
  )
  source.addEventListener('state', ({ data }: MessageEvent<string>) => onState(JSON.parse(data) as InspectorState))
}

/** @throws with the emulator's own sentence when it refuses */
export async function tell(what: 'clock' | 'faults', asked: object): Promise<InspectorState> {
  const token = document.querySelector<HTMLMetaElement>('meta[name=inspector-token]')?.content ?? ''
  const headers = { 'content-type': 'application/json', 'x-inspector-token': token }
  const response = await fetch(`/inspector/${what}`, { method: 'POST', headers, body: JSON.stringify(asked) })
  const answer = (await response.json()) as InspectorState & { readonly message?: string }
  if (!response.ok) throw new Error(answer.message)
  return answer
}

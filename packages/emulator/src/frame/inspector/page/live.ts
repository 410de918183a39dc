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

/** @throws with the emulator's own sentence when it refuses, or with one that says that it does not answer */
export async function tell(what: 'clock' | 'faults', asked: object): Promise<void> {
  const token = document.querySelector<HTMLMetaElement>('meta[name=inspector-token]')?.content ?? ''
  const headers = { 'content-type': 'application/json', 'x-inspector-token': token }
  const init = { method: 'POST', headers, body: JSON.stringify(asked) }
  const response = await fetch(`/inspector/${what}`, init).catch(() => undefined)
  if (response?.ok !== true) throw new Error(await refusalOf(response))
}

async function refusalOf(response: Response | undefined): Promise<string> {
  const { message = NO_ANSWER } = ((await response?.json().catch(() => undefined)) ?? {}) as {
    readonly message?: string
  }
  return message
}

const NO_ANSWER = 'The emulator gives no answer. Look whether it still runs.'

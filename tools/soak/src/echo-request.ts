// The signed requests by their number, and the proof that an answer belongs to one of them.

export interface EchoRequest {
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly body: string | undefined
}

export const ECHO_PATH = '/echo'

/** Two with a body follow two without, so that each of two clients that take turns has both. */
export function requestOf(id: number): EchoRequest {
  const hasBody = id % 4 >= 2
  return {
    method: hasBody ? 'POST' : 'GET',
    target: `${ECHO_PATH}?id=${id}`,
    body: hasBody ? JSON.stringify({ id, text: `request ${id}` }) : undefined,
  }
}

/** @returns `undefined` when it is none of ours */
export function idOf(target: string): number | undefined {
  const digits = /^\/echo\?id=(\d+)$/.exec(target)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** A 2xx whose body is not the whole answer to the request. */
export class IncompleteAnswerError extends Error {
  override readonly name = 'IncompleteAnswerError'
}

/** @throws {@link IncompleteAnswerError} when `answer` is not what the echo says to this request of an instance */
export function proveAnswer(answer: unknown, id: number): void {
  const { method, target, body = '' } = requestOf(id)
  const said = (typeof answer === 'object' && answer !== null ? answer : {}) as Readonly<Record<string, unknown>>
  const echoed = Buffer.from(String(said['body'] ?? ''), 'base64').toString('utf8')
  const { kind } = (said['caller'] ?? {}) as { readonly kind?: unknown }
  if (said['method'] === method && said['target'] === target && echoed === body && kind === 'instance') return
  throw new IncompleteAnswerError(`The answer is not the whole answer to ${method} ${target}.`)
}

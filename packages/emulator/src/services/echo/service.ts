// Answers with the request itself, so that a test can see what went over the wire.
import { jsonAnswer } from '../../frame/service/answer.ts'
import type { Call, Route } from '../../frame/service/route.ts'
import { headerValue } from '../../proof/request/received-request.ts'

export const echoRoutes: readonly Route[] = [
  {
    method: undefined,
    pattern: /^\/echo(?:\/.*)?$/s,
    handle: ({ request, principal }: Call) => {
      const names = [...request.headers.keys()]
      return jsonAnswer(200, {
        method: request.method,
        target: request.target,
        headers: Object.fromEntries(names.map((name) => [name, headerValue(request, name)])),
        body: Buffer.from(request.body).toString('base64'),
        caller: principal,
      })
    },
  },
]

// Answers with the request itself, so that a test can see what was sent.
import { jsonAnswer } from '../../frame/service/answer.ts'
import { routeService, type Call } from '../../frame/service/route.ts'
import type { ServiceRow } from '../../frame/service/service.ts'
import { callerOf } from '../../proof/principal.ts'
import { headerValue } from '../../proof/request/received-request.ts'

export const echo: ServiceRow<object> = {
  start: ({ tenancy }) =>
    routeService(tenancy, [
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
            caller: callerOf(principal),
          })
        },
      },
    ]),
}

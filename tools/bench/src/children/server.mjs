// The least an HTTP server can do, in a process of its own: it reads what comes and answers with a small JSON.
import { createServer } from 'node:http'

const ANSWER = JSON.stringify({ id: 'ocid1.instance.oc1..aaaa', lifecycleState: 'RUNNING' })
const HEADERS = { 'content-type': 'application/json', 'content-length': String(ANSWER.length) }

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume()
  request.once('end', () => response.writeHead(200, HEADERS).end(ANSWER))
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port))
process.once('disconnect', () => process.exit())

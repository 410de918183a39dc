// A forward proxy in place of DNS: it takes every host for one server.
import { request as forward, type RequestListener } from 'node:http'

/** Sends everything to the server at `origin`, and tells in `hosts` which were asked for. */
export const forwardTo =
  (origin: string, hosts: string[]): RequestListener =>
  (received, response) => {
    const { host, pathname } = new URL(String(received.url))
    hosts.push(host)
    const { method, headers } = received
    const sent = forward(origin + pathname, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    received.pipe(sent)
  }

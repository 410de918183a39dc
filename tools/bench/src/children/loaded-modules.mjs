// To be preloaded: when the process ends it tells which files were loaded after this one, as JSON on stdout.
import { writeSync } from 'node:fs'
import { createRequire, register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'

const { port1, port2 } = new MessageChannel()
register('./record-loads.mjs', import.meta.url, { data: { port: port2 }, transferList: [port2] })

process.once('exit', () => {
  // What a CommonJS module requires does not pass the hook.
  const files = new Set(Object.keys(createRequire(import.meta.url).cache))
  for (let message; (message = receiveMessageOnPort(port1)?.message);) {
    if (message.startsWith('file:')) files.add(fileURLToPath(message))
  }
  writeSync(1, JSON.stringify([...files]))
})

// What a container runs: `node main.ts worker`, or `node main.ts server`.
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { connectStore } from './connect-store.ts'
import { createJobListener } from './server.ts'
import { createWorker } from './worker.ts'

const { store } = await connectStore(process.env)
const [, , part] = process.argv
process.once('SIGTERM', () => process.exit(0))

if (part === 'server') {
  createServer(await createJobListener(process.env, store)).listen(Number(process.env['PORT']))
} else {
  const worker = createWorker(process.env, store)
  for (;;) {
    const answer = await worker.ask().then(
      ({ status }) => status,
      (error: Error) => error.message,
    )
    console.log(answer)
    await pause(10_000)
  }
}

// The emulator of a soak in a process of its own, so that the client's memory is measured alone.
import { startEmulator } from '@x/emulator'
import { Books } from './books.ts'
import type { Plan } from './plan.ts'

const plan = JSON.parse(process.argv[2] ?? '') as Plan
const books = new Books(plan, performance.now.bind(performance))
const oci = await startEmulator({
  maxRecordedRequests: 0,
  federation: { lifetimeSeconds: plan.tokenSeconds },
  faults: [{ effect: books.effect }],
  onRequest: books.add,
})
let rotations = 0

/** The old certificate is refused at once, and the first client that asks gets one half of the old pair and one of the new. */
async function rotate(): Promise<void> {
  rotations += 1
  const stale = rotations % 2 === 1 ? { staleKeyReads: 1 } : { staleCertificateReads: 1 }
  await oci.rotateCertificates({ revokeOld: true, ...stale })
}

const environment = await oci.environment('instance')
setInterval(rotate, plan.rotateSeconds * 1000)
process.on('message', () => process.send?.({ ...books.report(), rotations }))
process.once('disconnect', () => process.exit())
process.send?.({ url: oci.url, environment })

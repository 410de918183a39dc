// The emulator in a process of its own, so that the client's memory is measured alone: it says where it is, and then, whenever it
// is asked, what it has seen.
import { startEmulator } from '@x/emulator'
import { plannedRule } from './planned-rule.ts'
import { revocations } from './revocations.ts'
import type { Settings } from './settings.ts'
import { Tally } from './tally.ts'

const settings = JSON.parse(process.argv[2] ?? '') as Settings
const tally = new Tally()
const revoked = revocations(settings.revokeSeconds * 1000, performance.now.bind(performance))
const oci = await startEmulator({
  maxRecordedRequests: 0,
  federation: { lifetimeSeconds: settings.tokenSeconds },
  faults: [revoked.rule, plannedRule(settings)],
  onRequest: (seen) => {
    if (seen.status === 401) revoked.refused()
    tally.add(seen)
  },
})

/** The old certificate is refused at once, and the first client that asks gets one half of the old pair and one of the new. */
async function rotate(): Promise<void> {
  const isOdd = tally.addRotation() % 2 === 1
  await oci.rotateCertificates({ revokeOld: true, ...(isOdd ? { staleKeyReads: 1 } : { staleCertificateReads: 1 }) })
}

const environment = await oci.environment('instance')
setInterval(rotate, settings.rotateSeconds * 1000)
process.on('message', () => process.send?.(tally.report()))
process.once('disconnect', () => process.exit())
process.send?.({ url: oci.url, environment })

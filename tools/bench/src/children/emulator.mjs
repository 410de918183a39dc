// The emulator in a process of its own: it says how it is reached, and answers each message with the requests that came so far.
import { startEmulator } from '@x/emulator'

const oci = await startEmulator({ maxRecordedRequests: 100_000 })
// Made now, so that the first client does not wait for them.
await oci.certificates()

function requestCounts() {
  const counts = {}
  for (const { method, path } of oci.requests) counts[`${method} ${path}`] = oci.count(method, path)
  return counts
}

process.on('message', () => process.send?.(requestCounts()))
process.send?.({ tenancy: oci.tenancy, environment: await oci.environment('instance') })
process.once('disconnect', () => process.exit())

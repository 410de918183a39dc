// The emulator in a process of its own: node emulator.mjs <folder> [place …]. It says how it is reached and what a client finds in
// each of the places, whose files go into the folder; and it answers each message with the requests that came so far.
import { join } from 'node:path'
import { startEmulator } from '@x/emulator'

const [, , folder, ...places] = process.argv
const oci = await startEmulator({ maxRecordedRequests: 100_000 })
// Made now, so that the first client does not wait for them.
await oci.certificates()

function requestCounts() {
  const counts = {}
  for (const { method, path } of oci.requests) counts[`${method} ${path}`] = oci.count(method, path)
  return counts
}

/** Only what was asked for: some places need keys, and all of them files. */
async function environmentsOf(names) {
  const environments = {}
  // Each has a folder of its own, since files of different places have the same names.
  for (const name of names) environments[name] = await oci.environment(name, join(folder, name))
  return environments
}

process.on('message', () => process.send?.(requestCounts()))
process.send?.({
  url: oci.url,
  tenancy: oci.tenancy,
  environment: await oci.environment('instance'),
  environments: await environmentsOf(places),
})
process.once('disconnect', () => process.exit())

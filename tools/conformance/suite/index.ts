// The entry of the suite: the libraries and the host come from a launcher, the input and the results go over loopback.
import { allCases } from './cases/index.ts'
import type { Observation } from './case.ts'
import type { Host } from './host.ts'
import type { Input } from './input.ts'
import type { Libraries } from './libraries.ts'
import { observe } from './observe.ts'

export { webHost } from './host.ts'

/**
 * Runs every case, one after the other.
 *
 * @param address - of the server that has the input and takes the observations
 */
export async function run(libraries: Libraries, host: Host, address: string): Promise<void> {
  const input = (await (await fetch(`${address}/input`)).json()) as Input
  const observations: Observation[] = []
  for (const one of allCases(input)) observations.push(await observe(one, { libraries, host, input }))
  await fetch(`${address}/observations`, { method: 'POST', body: JSON.stringify(observations) })
}

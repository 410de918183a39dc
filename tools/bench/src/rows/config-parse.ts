// Large configuration files: fast, and in time that grows as the file does.
import { parseConfig } from '@x/config'
import { apiKey } from '../fixtures.ts'
import { interleaved, ratios, spreadOf, type Work } from '../measure.ts'
import { MEGABYTES, MILLISECONDS, show, showSpread, TIMES, type Measurement } from '../row.ts'

const PROFILES = 10_000
const GOAL_MS = 100
/** Twice as long for twice the file, and some allowance for the garbage collector. */
const GOAL_GROWTH = 2.5

export const measure: Measurement = async ({ rounds }) => {
  const [single, double] = [configText(PROFILES), configText(2 * PROFILES)]
  const start = performance.now()
  const firstFound = parseConfig(single).profiles.size
  const firstMs = performance.now() - start
  if (firstFound !== PROFILES) throw new Error(`Of ${PROFILES} profiles ${firstFound} were found.`)

  const parsing =
    (text: string): Work =>
    () =>
      parseConfig(text)
  const spentMs = await interleaved({ single: parsing(single), double: parsing(double) }, { rounds })
  const singleMs = spreadOf(spentMs.single)
  const growth = spreadOf(ratios(spentMs.double, spentMs.single))
  return [
    {
      what: `parse ${PROFILES} profiles (${show(single.length, MEGABYTES)})`,
      goal: `< ${GOAL_MS} ms`,
      measured: `${showSpread(singleMs, MILLISECONDS)}; the first time ${show(firstMs, MILLISECONDS)}`,
      reached: singleMs.median < GOAL_MS,
      raw: { firstMs, spentMs },
    },
    {
      what: '  twice as many',
      goal: `≤ ${GOAL_GROWTH} ×`,
      measured: showSpread(growth, TIMES),
      reached: growth.median <= GOAL_GROWTH,
      raw: growth,
    },
  ]
}

function configText(profiles: number): string {
  const { tenancy, user, fingerprint } = apiKey
  const profile = (_: unknown, index: number): string =>
    `[PROFILE_${index}]\nuser = ${user}\nfingerprint = ${fingerprint}\ntenancy = ${tenancy}\nregion = us-phoenix-1\nkey_file = ~/.oci/key_${index}.pem\n`
  return Array.from({ length: profiles }, profile).join('\n')
}

// What the neutral builds of the packed packages reach: nothing of Node at once, and nobody else's code but what is listed here.
import { fileURLToPath } from 'node:url'
import { entriesOf, packedPackages } from '../packed/src/packed-packages.ts'
import { NEUTRAL_CONDITIONS, outsideOf, type Outside } from './bundle.ts'

const project = fileURLToPath(new URL('../packed/.project', import.meta.url))

interface Reach {
  /** Loaded with the package. */
  readonly atOnce: readonly string[]
  /** Loaded when it is needed, through `import()`. */
  readonly late: readonly string[]
}

/** @x/config reads files where there are some, and says so where there are none. */
const FILES = ['node:fs/promises', 'node:os', 'node:path']

const MAY_REACH: Readonly<Record<string, Reach>> = {
  '@x/signer': { atOnce: [], late: [] },
  '@x/signer/verify': { atOnce: [], late: [] },
  '@x/signer/principal': { atOnce: [], late: [] },
  '@x/fetch': { atOnce: [], late: [] },
  '@x/fleet': { atOnce: [], late: [] },
  '@x/oci-common': { atOnce: [], late: [] },
  '@x/retry': { atOnce: [], late: [] },
  '@x/axios': { atOnce: ['axios'], late: [] },
  '@x/config': { atOnce: [], late: FILES },
  '@x/config/regions': { atOnce: [], late: FILES },
  '@x/identity-data-plane': { atOnce: [], late: [...FILES, 'axios'] },
  '@x/auth-federation/token-exchange': { atOnce: [], late: [...FILES, 'axios'] },
  '@x/http': { atOnce: [], late: [...FILES, 'axios'] },
}

/** Of no use without Node's API. */
const NEEDS_NODE: ReadonlySet<string> = new Set([
  '@x/config/files',
  '@x/cert-retrievers',
  '@x/auth-federation',
  '@x/session',
  '@x/emulator',
])
const UMBRELLA = '@x/sdk'

const isAllowed = ({ atOnce, late }: Reach, one: Outside): boolean =>
  atOnce.includes(one.name) || (one.late && late.includes(one.name))

const conditions = Object.keys(NEUTRAL_CONDITIONS) as (keyof typeof NEUTRAL_CONDITIONS)[]
const faults: string[] = []

for (const name of packedPackages().flatMap(entriesOf)) {
  if (name.startsWith(UMBRELLA) || name in MAY_REACH || NEEDS_NODE.has(name)) continue
  faults.push(`${name} is an entry that nothing says of what it may reach`)
}

/** In the umbrella a library reaches what it reaches by itself. */
const mirrors = Object.entries(MAY_REACH).map(
  ([name, reach]) => [UMBRELLA + name.slice(name.indexOf('/')), reach] as const,
)
const checked = [...Object.entries(MAY_REACH), ...mirrors]
for (const [name, reach] of checked) {
  for (const condition of conditions) {
    const found = await outsideOf(name, project, condition)
    for (const one of found.filter((each) => !isAllowed(reach, each))) {
      faults.push(`${name}, built for ${condition}, ${one.late ? 'loads later' : 'loads at once'}: ${one.name}`)
    }
    // A list that allows more than there is would hide the next fault.
    for (const expected of [...reach.atOnce, ...reach.late].filter((each) => !found.some((one) => one.name === each))) {
      faults.push(`${name}, built for ${condition}, no longer reaches ${expected}: take it off the list`)
    }
  }
}

if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}
console.log(`${checked.length} entries reach nothing but what they may, under ${conditions.join(', ')}.`)

// Compares the README's table of principals with the record of the interop runs: what it says of the official SDKs is what was seen. Pure.
import { ACCEPTED, type Records } from '../interop/src/report/record.ts'

/** The signer in the column `here` → the mechanisms of the record. */
const MECHANISMS: Readonly<Record<string, readonly string[]>> = {
  Signer: ['api-key'],
  SecurityTokenSigner: ['session'],
  InstancePrincipalsSecurityTokenSigner: ['instance'],
  InstancePrincipalsDelegationTokenSigner: ['delegation'],
  getResourcePrincipalsSigner: ['1.1', '2.1', '2.1.1', '2.1.2', '2.2', '3.0'].map((version) => `resource-${version}`),
  ResourcePrincipalsDelegationTokenSigner: ['resource-delegation'],
  getOkeWorkloadIdentitySigner: ['oke'],
  TokenExchangeSigner: ['token-exchange'],
  OauthExchangeTokenSigner: ['scoped-oauth'],
}
/** The titles of the columns → the ids of the clients. */
const CLIENTS: Readonly<Record<string, string>> = { Python: 'python', TypeScript: 'typescript', Go: 'go', Java: 'java' }

type Situations = Readonly<Record<string, string>>

/** `✓`, `✓ but B2, B8`, `1 of 6 but B8`, or `–` where the client has none of the mechanisms. */
export function principalCell(mechanisms: Readonly<Record<string, Situations>>, wanted: readonly string[]): string {
  const played: readonly Situations[] = wanted.flatMap((id) => (mechanisms[id] ? [mechanisms[id]] : []))
  if (played.length === 0) return '–'
  const endings = played.flatMap((situations) => Object.values(situations))
  const works = played.filter((situations) => Object.values(situations).includes(ACCEPTED)).length
  const defects = [...new Set(endings.filter((ending) => ending !== ACCEPTED))]
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .join(', ')
  return `${works === wanted.length ? '✓' : `${works} of ${wanted.length}`}${defects && ` but ${defects}`}`
}

const cellsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

/** Sentences about cells of the table that say otherwise than `records`. */
export function principalFaults(readme: string, records: Records): readonly string[] {
  const [header = '', , ...rows] = (/^\| principal.*\| here .*\n(?:\|.*\n)+/m.exec(readme)?.[0] ?? '')
    .trim()
    .split('\n')
  const titles = cellsOf(header)
  const byName = new Map(rows.map((row) => [/`(\w+)`/.exec(row)?.[1] ?? row, cellsOf(row)]))
  const unknown = [...byName.keys()].filter((name) => !(name in MECHANISMS))
  return [
    ...unknown.map((name) => `README.md: no run is known for the row of ${name}`),
    ...Object.entries(MECHANISMS).flatMap(([name, wanted]) =>
      Object.entries(CLIENTS).flatMap(([title, id]) => {
        const said = byName.get(name)?.[titles.indexOf(title)]
        const seen = principalCell(records[id]?.mechanisms ?? {}, wanted)
        return said === seen ? [] : [`README.md: ${name} in ${title} is "${seen}" by docs/interop.json, not "${said}"`]
      }),
    ),
  ]
}

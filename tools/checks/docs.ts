// The documents keep their promises: every error code is explained, every example can be compiled, every link and anchor leads
// somewhere, the contract and the READMEs name what is exported, and what is generated is what its record says.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contractFaults } from './contract.ts'
import { principalFaults } from './principals.ts'
import { installFaults, readmeFaults } from './readmes.ts'
import { placesOf, RECORD_FILE } from '../conformance/src/report/documents.ts'
import { readPlace } from '../conformance/src/report/markdown.ts'
import type { Records } from '../conformance/src/report/record.ts'
import { CLIENTS } from '../interop/src/clients/index.ts'
import { KNOWN_DEFECTS } from '../interop/src/judge/known-defects.ts'
import { outboundPlaceOf, OUTBOUND_RECORD_FILE, type OutboundRecords } from '../interop/src/outbound/documents.ts'
import * as interop from '../interop/src/report/documents.ts'
import type { Records as InteropRecords } from '../interop/src/report/record.ts'
import { MECHANISMS } from '../interop/src/run/mechanisms.ts'
import { signerPlacesOf, SIGNERS_RECORD_FILE } from '../interop/src/signers/documents.ts'
import { KNOWN_FAULTS } from '../interop/src/signers/known-faults.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const IGNORED = new Set([
  'node_modules',
  'dist',
  '.git',
  '.turbo',
  '.project',
  '.packs',
  '.readme-blocks',
  '.runtimes',
  '.peers',
  '.tools',
])

/** Every file below `folder`, as paths from the root. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (IGNORED.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

const files = filesBelow('.')
const sources = files.filter((file) => /^packages\/[^/]+\/src\/.*(?<!\.test)\.ts$/.test(file))
const documents = files.filter((file) => file.endsWith('.md') && !file.startsWith('.changeset'))
const faults: string[] = []

/** GitHub's rule for the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

const anchorsOf = (markdown: string): Set<string> =>
  new Set([...markdown.matchAll(/^#+ (.*)$/gm)].map((match) => anchorOf(String(match[1]))))

const troubleshooting = anchorsOf(read('docs/troubleshooting.md'))
const facts = anchorsOf(read('docs/sources.md'))

for (const file of sources) {
  const source = read(file)
  for (const [, code] of source.matchAll(/\bcode(?: =|:) ['"](ERR_[A-Z0-9_]+)['"]/g)) {
    if (!troubleshooting.has(anchorOf(String(code)))) faults.push(`${file}: ${code} is not in docs/troubleshooting.md`)
  }
  for (const [, anchor] of source.matchAll(/docs\/sources\.md#([\w-]+)/g)) {
    if (!facts.has(String(anchor))) faults.push(`${file}: docs/sources.md has no #${anchor}`)
  }
  for (const { index } of source.matchAll(/@example\b(?!\n \* ```ts\n)/g)) {
    const line = source.slice(0, index).split('\n').length
    faults.push(`${file}:${line}: the example is not fenced by \`\`\`ts, so that nothing compiles it`)
  }
}

for (const file of documents) {
  const prose = read(file).replaceAll(/^```.*?^```$/gms, '')
  for (const [, target = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue
    const [path = '', anchor] = target.split('#')
    const linked = path === '' ? file : relative('.', join(dirname(file), path))
    if (!existsSync(join(root, linked))) faults.push(`${file}: the link ${target} leads nowhere`)
    else if (anchor && !anchorsOf(read(linked)).has(anchor)) faults.push(`${file}: ${linked} has no #${anchor}`)
  }
}

const contracts = readdirSync(join(root, 'api')).flatMap((file) => /^([\w-]+)\.d\.ts$/.exec(file)?.[1] ?? [])
faults.push(
  ...contractFaults(read('docs/contract.md'), new Map(contracts.map((name) => [name, read(`api/${name}.d.ts`)]))),
)

for (const file of documents.filter((name) => /^packages\/[^/]+\/README\.md$|^docs\/which-principal/.test(name)))
  faults.push(...installFaults(read(file)).map((fault) => `${file}: ${fault}`))

for (const name of contracts) {
  const folder = `api/${name}`
  const deeper = existsSync(join(root, folder)) ? filesBelow(folder) : []
  const readme = `packages/${name}/README.md`
  const told = readmeFaults(read(readme), [`${folder}.d.ts`, ...deeper].map(read))
  faults.push(...told.map((fault) => `${readme}: ${fault}`))
}

faults.push(...principalFaults(read('README.md'), JSON.parse(read(interop.RECORD_FILE)) as InteropRecords))

const interopKnown = { mechanisms: MECHANISMS, clients: CLIENTS, defects: KNOWN_DEFECTS }
const generated = [
  { by: 'matrix', from: RECORD_FILE, places: placesOf(JSON.parse(read(RECORD_FILE)) as Records) },
  {
    by: 'interop',
    from: interop.RECORD_FILE,
    places: interop.placesOf(JSON.parse(read(interop.RECORD_FILE)) as InteropRecords, interopKnown),
  },
  {
    by: 'interop',
    from: SIGNERS_RECORD_FILE,
    places: signerPlacesOf(JSON.parse(read(SIGNERS_RECORD_FILE)) as InteropRecords, KNOWN_FAULTS),
  },
  {
    by: 'interop',
    from: OUTBOUND_RECORD_FILE,
    places: [outboundPlaceOf(JSON.parse(read(OUTBOUND_RECORD_FILE)) as OutboundRecords)],
  },
]
for (const { by, from, places } of generated) {
  for (const { file, name, text } of places) {
    if (readPlace(read(file), name) === text) continue
    faults.push(`${file}: "${name}" is not what ${from} says; npm run ${by} writes both`)
  }
}

if (faults.length > 0) {
  console.error([...new Set(faults)].join('\n'))
  process.exit(1)
}
console.log(`${documents.length} documents and ${sources.length} sources checked.`)

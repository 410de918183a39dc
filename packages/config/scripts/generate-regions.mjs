// Makes src/regions/region-data.ts from scripts/regions.txt. `--check` only says whether they agree.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const source = new URL('./regions.txt', import.meta.url)
const target = new URL('../src/regions/region-data.ts', import.meta.url)

/**
 * The module as text. Refuses a table that contradicts itself.
 *
 * @param {string} table
 * @returns {string}
 */
export function generate(table) {
  const asOf = /^# As of: (\d{4}-\d{2}-\d{2})$/m.exec(table)?.[1]
  if (asOf === undefined) throw new Error('the table has no line "# As of: YYYY-MM-DD"')
  const realms = parseTable(table)
  assertUnique(
    'realm',
    realms.map(({ id }) => id),
  )
  for (const member of ['code', 'region']) {
    assertUnique(
      member,
      realms.flatMap(({ regions }) => regions.map((region) => region[member])),
    )
  }
  return `${[
    '// Made by scripts/generate-regions.mjs from scripts/regions.txt: change that file, not this one.',
    '',
    '/** The day on which the table was compared with its sources. */',
    `export const REGIONS_AS_OF = '${asOf}'`,
    '',
    'export const REALM_ROWS: readonly (readonly [realm: string, secondLevelDomain: string])[] = [',
    ...realms.map(({ id, domain }) => `  ['${id}', '${domain}'],`),
    ']',
    '',
    'export const REGION_ROWS: readonly (readonly [code: string, region: string, realm: string])[] = [',
    ...realms.flatMap(({ id, regions }) => regions.map(({ code, region }) => `  ['${code}', '${region}', '${id}'],`)),
    ']',
  ].join('\n')}\n`
}

function parseTable(table) {
  const realms = []
  for (const [index, line] of table.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const region = /^ {2}([a-z]{3})=([a-z]+(?:-[a-z]+)+-\d+)$/.exec(line)
    const realm = /^(oc\d+) ([a-z0-9.]+)$/.exec(line)
    if (realm !== null) realms.push({ id: realm[1], domain: realm[2], regions: [] })
    else if (region !== null && realms.length > 0) realms.at(-1).regions.push({ code: region[1], region: region[2] })
    else throw new Error(`regions.txt:${index + 1}: neither a realm nor a region`)
  }
  return realms
}

function assertUnique(what, values) {
  const twice = values.find((value, index) => values.indexOf(value) !== index)
  if (twice !== undefined) throw new Error(`the ${what} ${twice} stands in the table twice`)
}

async function main() {
  const text = generate(await readFile(source, 'utf8'))
  if (!process.argv.includes('--check')) return writeFile(target, text)
  if ((await readFile(target, 'utf8')) !== text)
    throw new Error('src/regions/region-data.ts is stale: run scripts/generate-regions.mjs')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()

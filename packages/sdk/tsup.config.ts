// One entry for each export of the manifest: a new library needs nothing here.
import { readFileSync } from 'node:fs'
import { library } from '../../tools/tsup/preset.ts'

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly '@x/source': string }>>
}
const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest

const sources = Object.values(exports).map((target) => target['@x/source'].replace('./', ''))
export default library(Object.fromEntries(sources.map((file) => [file.replace(/^src\/(.*)\.ts$/, '$1'), file])))

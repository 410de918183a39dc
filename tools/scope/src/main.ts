// Makes a copy of this repository whose packages have another scope: `npm run scope -- @acme ../out`.
import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { copyRenamed, formatAgain, readNames, targetObjection } from './copy.ts'
import { objection } from './rename.ts'

const USAGE = 'Usage: npm run scope -- @acme ../out [--repository https://github.com/acme/oci-auth]'

function stop(why: string, code: number): never {
  console.error(why)
  process.exit(code)
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { values, positionals } = parseArgs({ allowPositionals: true, options: { repository: { type: 'string' } } })
const [scope, folder, ...rest] = positionals
if (scope === undefined || folder === undefined || rest.length > 0) stop(USAGE, 2)

const target = resolve(folder)
const renaming = { scope, repository: values.repository }
const why = objection(renaming, readNames(root)) ?? targetObjection(root, target)
if (why !== undefined) stop(why, 2)

const { files, changed, leftovers } = copyRenamed(root, target, renaming)
if (leftovers.length > 0) stop(`These are no names of packages and were left alone:\n${leftovers.join('\n')}`, 1)
await formatAgain(target, changed)

console.log(`${files} files copied to ${target}, ${changed.length} of them changed.`)
if (values.repository === undefined)
  console.log('The manifests still name the old repository: give --repository to change that.')
console.log(`Next: cd ${target}, npm test.`)

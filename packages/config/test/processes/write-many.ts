// Run as a process of its own: adds keys to one profile of a file, one write for each, and says so after each.
import { updateConfigFile } from '../../src/edit/update-config-file.ts'

const [file = '', prefix = '', count = ''] = process.argv.slice(2)
for (let index = 0; index < Number(count); index++) {
  await updateConfigFile({ file, profile: 'SHARED', set: { [`${prefix}-${index}`]: 'x' }, lockTimeoutMs: 60_000 })
  process.stdout.write('.')
}

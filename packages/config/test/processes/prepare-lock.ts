// Run as a process of its own: writes what is to become a lock, half of it or the whole, and goes no further until it is killed.
import { writeFile } from 'node:fs/promises'
import { temporaryPath } from '../../src/files/lock-litter.ts'
import { describeSelf } from '../../src/files/lock-owner.ts'

const [path = ''] = process.argv.slice(2)
for (const half of [false, true]) {
  const owner = await describeSelf()
  await writeFile(await temporaryPath(path, owner), half ? '{"nonce":"' : JSON.stringify(owner))
}
process.stdout.write('prepared\n')
setInterval(() => undefined, 1 << 30)

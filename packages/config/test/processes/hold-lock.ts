// Run as a process of its own: takes a lock, says so, and keeps it until it is killed.
import { withFileLock } from '../../src/files/file-lock.ts'

const [path = ''] = process.argv.slice(2)
await withFileLock(path, async () => {
  process.stdout.write('held\n')
  const alive = setInterval(() => undefined, 1 << 30)
  await new Promise(() => alive)
})

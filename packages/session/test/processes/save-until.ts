// Run as a process of its own: saves a session, and is ended as by kill -9 just before step number `last`. It prints how many steps there were.
import { saveSession } from '../../src/files/save-session.ts'
import { killBefore, stepsTaken } from './killed-before.ts'

const { last, place, session, options } = JSON.parse(process.argv[2] ?? '') as {
  readonly last: number
  readonly place: Parameters<typeof saveSession>[0]
  readonly session: Parameters<typeof saveSession>[1]
  readonly options: Parameters<typeof saveSession>[2]
}
killBefore(last)
await saveSession(place, session, options)
process.stdout.write(String(stepsTaken()))

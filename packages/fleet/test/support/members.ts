// Starts the processes of a fleet, has them begin together, and hears what they say.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Said, Told } from '../processes/member.ts'

export interface Member {
  /** It is connected, and waits for the word. */
  readonly ready: Promise<unknown>
  begin(): void
  /** `undefined` for one that was killed. */
  readonly said: Promise<Said | undefined>
  /** It has ended, by itself or killed. */
  readonly closed: Promise<unknown>
  /** Lets it end, once all that it began is done. */
  end(): Promise<void>
}

/** @param program - built of `processes/member.ts` */
export function startMember(program: string, told: Told): Member {
  const child = spawn(process.execPath, [program, JSON.stringify(told)], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.on('error', () => {}) // of one that was killed
  const closed = once(child, 'close')
  const lines = createInterface(child.stdout)
  const ready = Promise.race([
    once(lines, 'line'),
    closed.then(() => Promise.reject(new Error('The process ended before it was ready.'))),
  ])
  const said = ready.then(() =>
    Promise.race([
      once(lines, 'line').then(([line]) => JSON.parse(String(line)) as Said),
      closed.then(() => undefined),
    ]),
  )
  return {
    ready,
    begin: () => void child.stdin.write('begin\n'),
    said,
    closed,
    end: async () => {
      child.stdin.write('end\n')
      await closed
    },
  }
}

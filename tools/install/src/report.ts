// Does what is to be done, a few at a time, and tells how each went.
import { availableParallelism } from 'node:os'

export interface Task {
  readonly name: string
  /** May yield a remark. */
  readonly work: () => Promise<string | void>
}

/** Runs the tasks and prints a line for each in their order. @returns how many failed */
export async function perform(title: string, tasks: readonly Task[], print: (line: string) => void): Promise<number> {
  print(`\n${title}`)
  const waiting = tasks.map(() => deferred())
  let next = 0
  let failed = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < tasks.length; index = next++) {
      const start = performance.now()
      const { name, work } = tasks[index] as Task
      const outcome = await work().then(
        (remark) => ({ ok: true, text: remark ?? '' }),
        (error: unknown) => ({ ok: false, text: `\n${(error as Error).message}\n` }),
      )
      if (!outcome.ok) failed++
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      waiting[index]?.resolve(`${outcome.ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s) ${outcome.text}`.trimEnd())
    }
  }
  const workers = Array.from({ length: availableParallelism() }, worker)
  for (const { promise } of waiting) print(await promise)
  await Promise.all(workers)
  return failed
}

function deferred(): { readonly promise: Promise<string>; readonly resolve: (line: string) => void } {
  let resolve!: (line: string) => void
  const promise = new Promise<string>((settle) => (resolve = settle))
  return { promise, resolve }
}

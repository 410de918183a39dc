// Starts the programs of this folder, each in a process of its own.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'

/** @returns a function that starts a program; what is left of it ends with the test */
export function useProcesses(): (program: string, ...args: string[]) => ChildProcess {
  const children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })
  return (program, ...args) => {
    const cwd = fileURLToPath(new URL('../..', import.meta.url))
    const path = fileURLToPath(new URL(program, import.meta.url))
    const stdio = ['ignore', 'pipe', 'inherit'] as const
    const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], { cwd, stdio: [...stdio] })
    children.push(child)
    return child
  }
}

/** Ends a process as the kernel does when memory is short: it cannot clean up. */
export async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

// The steps of a command, one after the other, until one fails.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { perform } from './perform.mjs'
import { ROOT } from './programs.mjs'
import { startProgress, terminalOf } from './progress.mjs'

/**
 * @param {string} name of the command
 * @param {import('./steps.mjs').Step[]} steps
 * @param {readonly string[]} rest arguments of the last one
 * @returns {Promise<number>} the exit code
 */
export async function runSteps(name, steps, rest) {
  for (const [index, step] of steps.entries()) {
    const [command, args] = step.program
    const program = [command, index === steps.length - 1 ? [...args, ...rest] : args]
    const { code, why, wasStopped } = await runStep(`[${index + 1}/${steps.length}] ${step.title}`, {
      ...step,
      program,
    })
    if (code === 0) continue
    if (wasStopped) {
      console.error(`\nnpm run ${name} was stopped in the step "${step.title}".`)
      return code
    }
    console.error(`\nnpm run ${name}: the step "${step.title}" failed (${why}).`)
    if (step.title === 'install' && !existsSync(join(ROOT, 'node_modules'))) {
      console.error('The npm registry has to be reachable for the first run.')
    }
    return code
  }
  return 0
}

async function runStep(title, { program, folded }) {
  if (folded === undefined) {
    console.log(`${title}\n`)
    return perform(program)
  }
  const progress = startProgress(title, terminalOf(process.stdout))
  const read = folded()
  const outcome = await perform(program, (line) => {
    const detail = read(line)
    if (detail !== undefined) progress.tell(detail)
  })
  progress.end(outcome.code === 0 ? 'done' : 'failed')
  if (outcome.code !== 0) console.error(`\n${outcome.output}`)
  return outcome
}

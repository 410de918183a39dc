// The root commands, `npm run …`: each installs and builds what it needs, says what it is doing, and names the step that failed.
// Plain JavaScript without dependencies, here and in `run/`, because it runs before anything is installed.
import { readArguments } from './run/arguments.mjs'
import { COMMANDS } from './run/commands.mjs'
import { runSteps } from './run/run-steps.mjs'

const asked = readArguments(process.argv.slice(2), COMMANDS)
if ('says' in asked) {
  const say = asked.exitCode === 0 ? console.log : console.error
  say(asked.says)
  process.exitCode = asked.exitCode
} else {
  process.exitCode = await runSteps(asked.name, COMMANDS[asked.name].steps(asked.rest), asked.rest)
}

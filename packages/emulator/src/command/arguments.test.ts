// The arguments of the command.
import { expect, test } from 'vitest'
import { readArguments, USAGE } from './arguments.ts'

test('reads what an emulator can be told', () => {
  const args = readArguments(['--soft', '--upstream', 'http://127.0.0.1:1', '--faults=down.json', '--port=7'])
  expect(args).toMatchObject({
    faultsFile: 'down.json',
    options: { soft: true, upstream: 'http://127.0.0.1:1', port: 7 },
  })
})

test.each([
  ['--prot', '"--prot" is no option. Did you mean "--port"?'],
  ['--upstrem=http://a', '"--upstrem" is no option. Did you mean "--upstream"?'],
  ['--constructor', '"--constructor" is no option. These are the options.'],
  ['-x', '"-x" is no option. These are the options.'],
])('names the option that is nearest to %s', (arg, message) => {
  expect(() => readArguments([arg])).toThrow(message)
})

test.each(['--config-dir=', '--faults=', '--upstream=', '--allow-host=', '--port=', '--host='])(
  '%s, as a shell makes it of a variable that is not set, is refused',
  (arg) => {
    expect(() => readArguments([arg])).toThrow(`${arg.slice(0, -1)} is empty. Give a value, or leave the option out.`)
  },
)

test.each(['--help', '-h'])('%s asks for the usage alone', (arg) => {
  expect(readArguments(['--soft', arg])).toBeUndefined()
})

test('leaves the arguments of the command of a conformance run alone', () => {
  expect(readArguments(['conformance', '--', 'node', '--prot'])?.driver).toEqual(['node', '--prot'])
})

test('the usage has every option, and examples that are understood', () => {
  const named = [...USAGE.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name)
  expect(named).toContain('faults')
  const examples = [...USAGE.matchAll(/^ {2}oci-emulator (.*?) {2,}/gm)].map(([, line = '']) => line.split(' '))
  expect(examples).toHaveLength(5)
  for (const example of examples) expect(readArguments(example)).toBeDefined()
})

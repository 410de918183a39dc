import { describe, expect, it } from 'vitest'
import { optionsOf } from './options.ts'

const CLIENTS = [{ id: 'python' }, { id: 'python-cli', comesWith: 'python' }, { id: 'go' }]
const parse = (...args: readonly string[]) => optionsOf(args, {}, CLIENTS)

describe('the arguments of npm run interop', () => {
  it('ask for every client when they name none', () => {
    expect(parse()).toEqual({ clients: ['python', 'python-cli', 'go'], onlyCheck: false })
  })

  it.each([
    ['python', ['python', 'python-cli']],
    ['python-cli', ['python-cli']],
    ['go, python-cli', ['python-cli', 'go']],
  ])('ask by --only %s for %j, in the order of the columns', (only, clients) => {
    expect(parse('--only', only)).toEqual({ clients, onlyCheck: false })
    expect(parse(`--only=${only}`)).toEqual({ clients, onlyCheck: false })
  })

  it('ask for a comparison with --check, as does a CI', () => {
    expect(parse('--check', '--only', 'go')).toEqual({ clients: ['go'], onlyCheck: true })
    expect(optionsOf([], { CI: 'true' }, CLIENTS)).toMatchObject({ onlyCheck: true })
  })

  it.each([
    [['--only', 'python,rust'], 'There is no client "rust". There are python, python-cli, go.'],
    [['--only'], 'There is no client "". There are python, python-cli, go.'],
    [['--chek'], 'There is no option --chek. There are --only and --check.'],
  ])('%j are refused with what there is', (args, sentence) => {
    expect(parse(...args)).toBe(sentence)
  })
})

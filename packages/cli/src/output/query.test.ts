// What `--query` picks.
import { expect, test } from 'vitest'
import { ocix } from '../commands/ocix.ts'
import { isGroup, type Command, type Group } from '../program/command.ts'
import { wordsOf } from '../../test/kit/words.ts'
import { pick } from './query.ts'

const commands = (node: Command | Group): readonly Command[] =>
  isGroup(node) ? node.commands.flatMap(commands) : [node]

test('a word between backticks is a text, with quotes or without, as with OCI’s command line', () => {
  const data = [{ state: 'ok' }, { state: 'fault' }, { state: 1 }]
  expect(pick(data, '[?state==`fault`]')).toEqual([{ state: 'fault' }])
  expect(pick(data, '[?state==`"fault"`]')).toEqual([{ state: 'fault' }])
  expect(pick(data, '[?state==`1`]')).toEqual([{ state: 1 }])
})

test('every query in the help is one', () => {
  const lines = commands(ocix).flatMap(({ examples }) => examples.map(({ line }) => wordsOf(line)))
  const queries = lines.flatMap((words) => words.filter((_, index) => words[index - 1] === '--query'))
  expect(queries).toContain('[?state==`fault`]')
  for (const query of queries) expect(() => pick({}, query)).not.toThrow()
})

test('what is no query is ERR_USAGE', () => {
  expect(() => pick({}, '[?')).toThrow(expect.objectContaining({ code: 'ERR_USAGE' }))
})

// Collects the facts, has each check judge them, and ends with the code of the first fault.
import type { Context } from '../../program/context.ts'
import { EXIT } from '../../program/exit-codes.ts'
import { CHECKS } from './checks/index.ts'
import { gatherFacts, type DoctorOptions } from './facts/gather.ts'
import { linesOf, type Row } from './lines.ts'

export async function run(context: Context<DoctorOptions>): Promise<number> {
  const { root, terminal, signal, progress, give } = context
  const facts = await progress('Looking', gatherFacts(context))
  signal.throwIfAborted()
  const rows = CHECKS.map(({ name: check, judge }) => ({ check, ...judge(facts) }))
  const isForPeople = root.output === undefined && root.query === undefined && terminal.stdout.isTTY === true
  if (isForPeople) await give.plain(linesOf(rows, terminal.stdout, terminal.env))
  else await give(rows.map(dataOf), { columns: ['state', 'check', 'sentence', 'remedy'] })
  return rows.find(({ state }) => state === 'fault')?.exit ?? EXIT.ok
}

/** The program's code says how it ended; a row says only what was found. */
const dataOf = ({ check, state, sentence, remedy, links }: Row): object => ({ check, state, sentence, remedy, links })

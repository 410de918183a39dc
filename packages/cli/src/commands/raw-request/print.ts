// Prints an answer, or the part of it that is asked for. Data is never redacted here: it is what was asked for.
import { giveTo, type Give } from '../../output/give.ts'
import { withoutControls } from '../../output/redact.ts'
import type { Say } from '../../output/say.ts'
import type { RootOptions } from '../../program/root-options.ts'
import type { Terminal } from '../../terminal.ts'
import { envelopeOf, type Answer } from './answer.ts'

interface Ports {
  readonly root: RootOptions
  readonly terminal: Pick<Terminal, 'stdout'>
  readonly give: Give
  readonly say: Say
}

/** As OCI's command line does: `--query` picks from the body, and what it picks stands in `data`. */
export async function printAnswer(answer: Answer, { root, terminal: { stdout }, give, say }: Ports): Promise<void> {
  const { body } = answer
  if (body.kind === 'bytes' && stdout.isTTY !== true) return give.plain(body.bytes)
  if (body.kind === 'bytes') say(`Warning: ${notShown(body.bytes)}`, 'yellow')
  const data = await picked(answer, root.query, say)
  const isDataAlone = root.output === 'table' || root.rawOutput
  const print = giveTo(stdout, { output: root.output, rawOutput: root.rawOutput, query: undefined }, say)
  await print(isDataAlone ? data : envelopeOf(answer, data), { isSecret: true })
}

/** The body alone, byte for byte; at a terminal only what does not steer it. */
export async function printBody(
  { body }: Answer,
  bytes: Uint8Array,
  { terminal: { stdout }, give, say }: Ports,
): Promise<void> {
  if (stdout.isTTY !== true) return give.plain(bytes)
  if (body.kind === 'bytes') return say(`Warning: ${notShown(bytes)}`, 'yellow')
  await give.plain(withoutControls(Buffer.from(bytes).toString()))
}

const notShown = ({ length }: Uint8Array): string =>
  `The answer is no text, and a terminal no place for its ${length} bytes. Give --output-file PATH, or a pipe.`

async function picked({ body }: Answer, query: string | undefined, say: Say): Promise<unknown> {
  if (body.kind === 'bytes') return null
  if (query === undefined) return body.value
  if (body.kind === 'json') return import('../../output/query.ts').then(({ pick }) => pick(body.value, query))
  say('Warning: The answer is no JSON: --query picks nothing from it.', 'yellow')
  return body.value
}

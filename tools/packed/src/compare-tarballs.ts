// Where two tarballs of one package begin to differ, for a person to read. Pure.
import { readTarball, type TarFile } from './tarball.ts'

/** So much of each is shown. */
const SHOWN = 60

/** @returns `undefined` when they are the same bytes, else a sentence a difference */
export async function compareTarballs(one: Uint8Array, other: Uint8Array): Promise<readonly string[] | undefined> {
  if (Buffer.from(one).equals(other)) return undefined
  const [mine, theirs] = [await readTarball(one), await readTarball(other)]
  const differences = [...missing(mine, theirs, 'first'), ...missing(theirs, mine, 'second'), ...changed(mine, theirs)]
  if (differences.length > 0) return differences
  const order = mine.findIndex(({ name }, index) => theirs[index]?.name !== name)
  if (order !== -1)
    return [`The order differs: ${mine[order]?.name} stands where the second has ${theirs[order]?.name}.`]
  return ['The files are the same; what packs them differs: the headers of the archive, or how it is compressed.']
}

function missing(here: readonly TarFile[], there: readonly TarFile[], which: string): readonly string[] {
  const names = new Set(there.map(({ name }) => name))
  return here.filter(({ name }) => !names.has(name)).map(({ name }) => `Only the ${which} has ${name}.`)
}

function changed(mine: readonly TarFile[], theirs: readonly TarFile[]): readonly string[] {
  const byName = new Map(theirs.map((file) => [file.name, file]))
  return mine.flatMap((file) => {
    const other = byName.get(file.name)
    if (other === undefined) return []
    const modes = [file.mode, other.mode].map((mode) => mode.toString(8))
    if (modes[0] !== modes[1]) return [`${file.name} has the mode ${modes.join(' and ')}.`]
    return Buffer.from(file.content).equals(other.content) ? [] : [firstDifference(file, other)]
  })
}

function firstDifference({ name, content }: TarFile, other: TarFile): string {
  const index = content.findIndex((byte, at) => other.content[at] !== byte)
  // The first ends where the second goes on.
  const at = index === -1 ? content.length : index
  const from = ({ content: bytes }: Pick<TarFile, 'content'>): string =>
    JSON.stringify(Buffer.from(bytes.subarray(at, at + SHOWN)).toString('utf8'))
  return `${name} differs from byte ${at} on: ${from({ content })} and ${from(other)}.`
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listNames, type NamesAsked, type NamesShown } from './list-names.ts'
import { bytesOfName, nameOfBytes } from './object-name.ts'

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500)

/** Few letters, so that names share beginnings; those of two and more bytes stand in another order in UTF-16. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é', '\ue000', '😀'), maxLength: 6 })
const asked = fc.record({
  prefix: fc.oneof(fc.constant(''), text),
  start: fc.oneof(fc.constant(''), text),
  startAfter: fc.oneof(fc.constant(''), text),
  end: fc.oneof(fc.constant(undefined), text),
  isByFolder: fc.boolean(),
  limit: fc.integer({ min: 1, max: 4 }),
})
const names = fc.uniqueArray(
  text.filter((name) => name !== ''),
  { maxLength: 20 },
)

const inBytes = (asking: NamesAsked): NamesAsked => ({
  ...asking,
  prefix: bytesOfName(asking.prefix),
  start: bytesOfName(asking.start),
  startAfter: bytesOfName(asking.startAfter),
  end: asking.end === undefined ? undefined : bytesOfName(asking.end),
})

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** As OCI's documentation says it, without a thought for speed or pages. */
function everything(all: readonly string[], { prefix, start, startAfter, end, isByFolder }: NamesAsked): Shown {
  const found = all
    .filter((name) => name.startsWith(prefix) && byBytes(name, start) >= 0)
    .filter((name) => byBytes(name, startAfter) > 0 && (end === undefined || byBytes(name, end) < 0))
    .toSorted(byBytes)
  const isDeeper = (name: string): boolean => isByFolder && name.slice(prefix.length).includes('/')
  const folders = found.filter(isDeeper).map((name) => prefix + name.slice(prefix.length).split('/', 1).join('') + '/')
  return { names: found.filter((name) => !isDeeper(name)), prefixes: [...new Set(folders)] }
}

type Shown = Pick<NamesShown, 'names' | 'prefixes'>

/** Follows the pages from the first to the last. */
function allPages(all: readonly string[], asking: NamesAsked): Shown & { readonly sizes: readonly number[] } {
  const sorted = all.map(bytesOfName).toSorted()
  const pages: NamesShown[] = []
  let next: string | undefined = bytesOfName(asking.start)
  while (next !== undefined) {
    const page: NamesShown = listNames(sorted, { ...inBytes(asking), start: next })
    pages.push(page)
    next = page.next
  }
  return {
    names: pages.flatMap((page) => page.names.map(nameOfBytes)),
    prefixes: pages.flatMap((page) => page.prefixes.map(nameOfBytes)),
    sizes: pages.map((page) => page.names.length + page.prefixes.length),
  }
}

test('pages together show what the whole list does, each once and in order', () => {
  fc.assert(
    fc.property(names, asked, (all, asking) => {
      const { sizes, ...shown } = allPages(all, asking)
      expect(shown).toEqual(everything(all, asking))
      expect(sizes.slice(0, -1).every((size) => size === asking.limit)).toBe(true)
      expect(sizes.at(-1)).toBeLessThanOrEqual(asking.limit)
    }),
    { numRuns },
  )
})

test('a name is itself again from its bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => nameOfBytes(bytesOfName(name)) === name),
    { numRuns },
  )
})

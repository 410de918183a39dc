// Takes one layer of encoding off a text, so that what it hides can be found: percent signs of addresses, Unicode escapes
// of JSON, entities of XML.

/** Only what stands for a visible ASCII character or a space: a line break must not come from a text into a log. */
const ENCODED =
  /%(?<percent>[2-7][0-9a-f])|\\{1,15}u00(?<escape>[2-7][0-9a-f])|&(?:#(?<decimal>\d{2,3})|#x(?<hex>[2-7][0-9a-f])|(?<entity>amp|lt|gt|quot|apos));/gi

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** More backslashes than stand before a quote in text that was escaped four times. */
const DEEP = /\\{16}/

/** Also with half of its backslashes where there are very many: text that was escaped again and again. */
export function decodeOnce(text: string): string {
  let shallow = text
  while (DEEP.test(shallow)) shallow = shallow.replaceAll(/\\+/g, (run) => run.slice(0, run.length >> 1))
  return shallow.replaceAll(ENCODED, (encoded, ...rest: unknown[]) => {
    const { percent, escape, decimal, hex, entity } = rest.at(-1) as Record<string, string | undefined>
    if (entity !== undefined) return ENTITIES[entity.toLowerCase()] ?? encoded
    const code = decimal === undefined ? Number.parseInt(percent ?? escape ?? hex ?? '', 16) : Number(decimal)
    return code >= 0x20 && code <= 0x7e ? String.fromCharCode(code) : encoded
  })
}

// Makes elements. Whatever comes from a request becomes text or the value of a harmless attribute, never markup.

type Value = string | number | boolean | undefined | ((event: never) => void)
type Child = Node | string | undefined | false

/** A function is a listener for the event of its name; `true` an attribute without value; `false` and `undefined` none. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value)
  for (const child of children) if (child !== undefined && child !== false) element.append(child)
  return element
}

function setAttribute(element: Element, name: string, value: Value): void {
  if (value === undefined || value === false) return
  if (typeof value === 'function') element.addEventListener(name, value as (event: Event) => void)
  else element.setAttribute(name, value === true ? '' : String(value))
}

const SVG = 'http://www.w3.org/2000/svg'

const ICONS = {
  accepted: 'M3.5 8.5l3 3 6-7',
  refused: 'M4.5 4.5l7 7m0-7l-7 7',
  unsigned: 'M8 3.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6z',
  faulted: 'M9 2L4 9h3.6L7 14l5-7H8.4z',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.2l2 1.3',
  pause: 'M6 4v8m4-8v8',
  play: 'M5.5 3.8v8.4L12 8z',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  copy: 'M6 5.5h6.5V13H6zM10 3H3.5v7.5',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  search: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm3 7l3 3',
} as const

/** A small drawing beside words that say the same. */
export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  for (const [key, value] of Object.entries({ viewBox: '0 0 16 16', 'aria-hidden': 'true', class: 'icon' }))
    svg.setAttribute(key, value)
  path.setAttribute('d', ICONS[name])
  svg.append(path)
  return svg
}

/** Replaces what an element holds. */
export const fill = (element: Element, ...children: readonly Child[]): void =>
  element.replaceChildren(...children.filter((child): child is Node | string => child !== undefined && child !== false))

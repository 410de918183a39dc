// One clock for each site: what one service says of the time never changes what another is sent. Loaded with the first correction.
import type { SiteClocks } from './send-options.ts'

/** Whoever talks to more sites at a time pays with one more 401 for the one that was forgotten. */
const MOST_SITES = 100

const offsetsOf = new WeakMap<SiteClocks, Map<string, number>>()

/** Keeps the correction of the site of `url`, in milliseconds; 0 forgets it. */
export function setOffset(clock: SiteClocks, url: URL, offsetMs: number): void {
  const offsets = offsetsOf.get(clock) ?? new Map<string, number>()
  offsetsOf.set(clock, offsets)
  keep(offsets, siteOf(url), offsetMs)
  clock.offsetFor = (address) => offsetFor(offsets, siteOf(address))
}

/** 0 where nothing is known. */
function offsetFor(offsets: Map<string, number>, site: string): number {
  const offsetMs = offsets.get(site) ?? 0
  keep(offsets, site, offsetMs)
  return offsetMs
}

/** The one used last stands last, so that the first is the one to forget. */
function keep(offsets: Map<string, number>, site: string, offsetMs: number): void {
  offsets.delete(site)
  if (offsetMs !== 0) offsets.set(site, offsetMs)
  for (const oldest of offsets.keys()) {
    if (offsets.size <= MOST_SITES) break
    offsets.delete(oldest)
  }
}

/** The last two labels of the host's name; the origin where the host is an address or a single label. */
export function siteOf(url: string | URL): string {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    return ''
  }
  const { hostname, origin } = parsed
  const isAddress = /^\[|^[\d.]+$/.test(hostname)
  const labels = hostname.split('.').filter(Boolean).slice(-2)
  return isAddress || labels.length < 2 ? origin : labels.join('.')
}

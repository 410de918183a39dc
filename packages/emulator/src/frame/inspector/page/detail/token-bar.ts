// The life of a token as a bar, with the moment of the request on it.
import type { RecordedRequest } from '../../../records/recorder.ts'
import { h } from '../dom.ts'
import { dayAndTime, span } from '../time.ts'

export function tokenBar({
  claims = {},
  at,
  reason,
}: Pick<RecordedRequest, 'claims' | 'at' | 'reason'>): HTMLElement | undefined {
  const { iat, exp } = claims
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp <= iat) return undefined
  const [from, to] = [iat * 1000, exp * 1000]
  const [first, last] = [Math.min(from, at), Math.max(to, at)]
  const place = (ms: number): string => `${(((ms - first) / (last - first)) * 100).toFixed(2)}%`
  const isRefused = reason?.startsWith('token-') === true
  const life = h('div', { class: 'life' })
  life.style.left = place(from)
  life.style.right = `${(100 - Number.parseFloat(place(to))).toFixed(2)}%`
  const moment = h('div', { class: 'moment' })
  moment.style.left = place(at)
  const state =
    at < from
      ? `begins ${span(from - at)} after this request`
      : at < to
        ? `${isRefused ? 'by its times ' : ''}valid for ${span(to - at)} more`
        : `ended ${span(at - to)} before this request`
  return h(
    'figure',
    { class: at >= from && at < to && !isRefused ? 'token-bar valid' : 'token-bar' },
    h('div', { class: 'track', 'aria-hidden': 'true' }, life, moment),
    h('figcaption', {}, h('span', {}, dayAndTime(from)), h('strong', {}, state), h('span', {}, dayAndTime(to))),
  )
}

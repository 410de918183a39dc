import type { FaultEffect } from '@x/emulator'
import { expect, test } from 'vitest'
import { requestOf } from './echo-request.ts'
import { FAULTS, faultsOfRequest } from './fault-plan.ts'
import { plannedRule } from './planned-rule.ts'

const plan = { seed: '1', faultShare: 0.4 }
const IDS = Array.from({ length: 200 }, (_, id) => id)

const ask = (rule: ReturnType<typeof plannedRule>, path: string, target = path): FaultEffect | undefined =>
  typeof rule.effect === 'function' ? rule.effect({ method: 'GET', path, target }) : rule.effect

const askFor = (rule: ReturnType<typeof plannedRule>, id: number): FaultEffect | undefined =>
  ask(rule, '/echo', requestOf(id).target)

test('each request meets its own faults, in whatever order they arrive', () => {
  const rule = plannedRule(plan)
  const met = new Map<number, FaultEffect[]>()
  for (const ids of [IDS.toReversed(), IDS, IDS.toReversed(), IDS, IDS, IDS, IDS, IDS, IDS, IDS]) {
    for (const id of ids) {
      const effect = askFor(rule, id)
      if (effect !== undefined) met.set(id, [...(met.get(id) ?? []), effect])
    }
  }
  for (const id of IDS) {
    expect(met.get(id) ?? []).toEqual(faultsOfRequest(plan, id).map((kind) => FAULTS[kind]))
  }
})

test('what is no request of ours is hit by the order of arrival, each path for itself', () => {
  const paths = IDS.map((id) => (id % 2 === 0 ? '/v1/x509' : '/opc/v2/identity/cert.pem'))
  const run = (): readonly unknown[] => {
    const rule = plannedRule(plan)
    return paths.map((path) => ask(rule, path))
  }
  expect(run()).toEqual(run())
  expect(new Set(run()).size).toBe(Object.keys(FAULTS).length + 1)
})

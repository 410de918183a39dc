// Everything one emulator holds: its settings, clock and tenancy, its services, faults and records.
import { createTenancy, TENANCY_OPTIONS, type Tenancy, type TenancyOptions } from '../tenancy/tenancy.ts'
import { knownOptions } from '../options/check-option.ts'
import { createClock, type ResettableClock } from './clock.ts'
import { endpointOf } from './endpoint.ts'
import { FaultList } from './faults/fault-list.ts'
import { FRAME_OPTIONS, resolveSettings, type FrameOptions, type FrameSettings } from './frame-options.ts'
import { Inspector } from './inspector/inspector.ts'
import { Recorder } from './records/recorder.ts'
import type { Service, ServiceRow } from './service/service.ts'

export interface Frame {
  readonly settings: FrameSettings
  readonly clock: ResettableClock
  readonly tenancy: Tenancy
  /** In the order in which they are asked whether a request is theirs. */
  readonly services: readonly Service[]
  readonly faults: FaultList
  readonly recorder: Recorder
  readonly inspector: Inspector
}

/** @throws {@link EmulatorOptionError} for an option that cannot be used */
export async function createFrame<Options extends FrameOptions & TenancyOptions>(
  rows: readonly ServiceRow<Options>[],
  options: Options,
): Promise<Frame> {
  const ofServices = rows.flatMap(({ optionNames = [] }) => optionNames)
  knownOptions('startEmulator', options, [...FRAME_OPTIONS, ...TENANCY_OPTIONS, ...ofServices])
  const settings = resolveSettings(options)
  const clock = createClock(options.clock)
  const tenancy = await createTenancy(options, clock.now)
  const { allowedHosts, maxRecordedRequests, onRequest } = settings
  const services = rows.map((row) => row.start({ tenancy, now: clock.now, allowedHosts }, options))
  const faults = new FaultList(
    options.faults,
    services.flatMap(({ tokenPaths = [] }) => tokenPaths),
  )
  const recorder = new Recorder(maxRecordedRequests, {
    onRequest,
    endpointOf: (target) => endpointOf(services, target),
  })
  const inspector = new Inspector({ recorder, clock, faults, allowedHosts, limit: maxRecordedRequests })
  return { settings, clock, tenancy, services, faults, recorder, inspector }
}

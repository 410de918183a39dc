// Starts an emulator with these services: makes what it holds, its certificate if asked for, and opens its port.
import type { EmulatorBase } from './emulator-base.ts'
import { openServer, type RunningServer } from './frame/connections/server.ts'
import { createTlsMaterial, type TlsMaterial } from './frame/connections/tls.ts'
import { createFrame, type Frame } from './frame/frame.ts'
import type { FrameOptions } from './frame/frame-options.ts'
import type { FacesOf, ServiceRow } from './frame/service/service.ts'
import { RunningEmulator } from './running-emulator.ts'
import type { TenancyOptions } from './tenancy/tenancy.ts'

/**
 * @throws {@link EmulatorOptionError} when an option cannot be used
 * @throws {@link EmulatorStartError} when the address cannot be listened on
 */
export async function startWith<
  Options extends FrameOptions & TenancyOptions,
  const Rows extends readonly ServiceRow<Options>[],
>(rows: Rows, options: Options): Promise<EmulatorBase & FacesOf<Rows>> {
  const frame = await createFrame(rows, options)
  const { server, tls } = await open(frame)
  const emulator: EmulatorBase = new RunningEmulator(frame, server, tls?.ca)
  for (const { face } of frame.services) {
    Object.defineProperties(emulator, Object.getOwnPropertyDescriptors(face?.(server.addresses) ?? {}))
  }
  return emulator as EmulatorBase & FacesOf<Rows>
}

async function open(frame: Frame): Promise<{ readonly server: RunningServer; readonly tls: TlsMaterial | undefined }> {
  const { source } = frame.tenancy
  try {
    const tls = frame.settings.tls ? await createTlsMaterial(source) : undefined
    return { server: await openServer(frame, tls), tls }
  } catch (error) {
    await source.close()
    throw error
  }
}

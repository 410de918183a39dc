// Prints a token for kubectl.
import { okeToken, type ExecCredential } from '@x/auth-federation'
import type { Context } from '../../../../program/context.ts'
import { UsageError } from '../../../../program/errors.ts'
import { apiVersionOf } from './api-version.ts'

interface GenerateOptions {
  readonly clusterId: string
}

export async function run(context: Context<GenerateOptions>): Promise<void> {
  const { options, terminal, signal, give } = context
  const { env, now } = terminal
  const apiVersion = apiVersionOf(env['KUBERNETES_EXEC_INFO'])
  const { region } = await context.settings()
  const { signer } = await context.whoSigns()
  const make = (where: string | undefined): Promise<ExecCredential> =>
    okeToken({ clusterId: options.clusterId, region: where, signer, env, now, signal })
  const credential = await make(region).catch(async (error: unknown) => {
    if (!namesRegion(error)) throw error
    // Where the OCID of the cluster names none, the profile may.
    const ofProfile = await signer.region()
    if (ofProfile !== undefined) return make(ofProfile)
    throw new UsageError('Nobody says in which region the cluster is. Give --region REGION.', { cause: error })
  })
  await give({ ...credential, apiVersion }, { isSecret: true })
}

function namesRegion(error: unknown): boolean {
  const { code, names } = Object(error) as { readonly code?: unknown; readonly names?: unknown }
  return code === 'ERR_MISSING_INPUT' && Array.isArray(names) && names.includes('region')
}

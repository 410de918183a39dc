// The chain of credentials: the first place where one is set up is the principal that this program is.
import { argumentError, assertOptions, processEnvironment } from '@x/kernel'
import type { PrincipalSigner } from '@x/signer/principal'
import type { LinkReport } from '../../errors/link-report.ts'
import { nothingFound, reportOf, type ChainReport } from './chain-report.ts'
import { ChosenSigner } from './chosen-signer.ts'
import { DEFAULT_SIGNER_OPTIONS, type DefaultSignerOptions } from './default-signer-options.ts'
import type { ChainContext, Link } from './link.ts'
import { LINKS } from './links/links.ts'

/**
 * The signer of whatever OCI gives this program as identity, with its first credential. The links, in their order: what the options
 * name; a session in the environment; a token exchange; a resource principal; the workload of an OKE pod; a profile of the
 * configuration file; the instance. A link that is not set up passes. One that is set up and broken ends the search with its own
 * error: another principal would only hide it.
 *
 * @throws {@link CredentialUnavailableError} `ERR_CREDENTIAL_UNAVAILABLE` where none is set up, with a line for each link
 * @throws the errors of the link that is set up, such as {@link MissingInputError} `ERR_MISSING_INPUT` for half a credential
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an option that is unknown or of the wrong kind; the reason of `signal`
 * @example
 * ```ts
 * import { createSignedFetch } from '@x/fetch'
 * import { defaultSigner } from '@x/auth-federation'
 * const signer = await defaultSigner()
 * console.log((await signer.whoami()).link) // e.g. 'config-profile'
 * const signedFetch = createSignedFetch(signer)
 * const response = await signedFetch('https://identity.us-phoenix-1.oraclecloud.com/20160918/regions')
 * ```
 * @see docs/sources.md#default-chain
 * @public
 */
export async function defaultSigner(options: DefaultSignerOptions = {}): Promise<PrincipalSigner> {
  const context = contextOf(options)
  const passed: LinkReport[] = []
  for (const link of LINKS) {
    context.signal?.throwIfAborted()
    const found = await link.look(context)
    if (found.outcome === 'absent') {
      passed.push(reportOf(link, found))
      continue
    }
    const signer = await found.make()
    try {
      await signer.ready({ signal: context.signal })
    } catch (error) {
      await signer.close()
      throw error
    }
    return new ChosenSigner(signer, link.name)
  }
  throw nothingFound(passed)
}

/**
 * What {@link defaultSigner} would do, as data, without asking anybody for a token: files and the environment are looked at, and the
 * metadata service and the OKE cluster are asked whether they are there. Functions and addresses of tokens are never called: such a
 * link is `configured`, not tried.
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for an option that is unknown or of the wrong kind; the reason of `signal`
 * @example
 * ```ts
 * import { explainDefaultSigner } from '@x/auth-federation'
 * const { taken, links } = await explainDefaultSigner()
 * console.log(`taken: ${taken}`)
 * for (const { link, outcome, why } of links) console.log(link, outcome, why)
 * ```
 * @see docs/sources.md#default-chain
 * @public
 */
export async function explainDefaultSigner(options: DefaultSignerOptions = {}): Promise<ChainReport> {
  const context = contextOf(options)
  context.signal?.throwIfAborted()
  const links = await Promise.all(LINKS.map((link) => explain(link, context)))
  context.signal?.throwIfAborted()
  return { taken: links.find(({ outcome }) => outcome !== 'absent')?.link, links }
}

function contextOf(options: DefaultSignerOptions): ChainContext {
  assertOptions(options, { call: 'defaultSigner({ profile })', kinds: DEFAULT_SIGNER_OPTIONS })
  const named = (['file', 'profile'] as const).find((name) => options[name] !== undefined)
  if (options.config !== undefined && named !== undefined)
    throw argumentError(
      `There is a \`config\` beside \`${named}\`. Pass one of them: a configuration is already of a profile.`,
    )
  const { genericHeaders, bodyHeaders, requireHost, onlyHosts, maxBufferBytes, now, sharing } = options
  const signing = { genericHeaders, bodyHeaders, requireHost, onlyHosts, maxBufferBytes, now, sharing }
  return { options, signing, env: options.env ?? processEnvironment(), signal: options.signal }
}

/** Makes the signer as well, and lets it go: what is wrong with an input is told when it is made. */
async function explain(link: Link, context: ChainContext): Promise<LinkReport> {
  try {
    const found = await link.look(context)
    if (found.outcome === 'configured') await (await found.make()).close()
    return reportOf(link, found)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'It threw what is no error.'
    return { ...reportOf(link, { outcome: 'broken', where: link.place, why }), error }
  }
}

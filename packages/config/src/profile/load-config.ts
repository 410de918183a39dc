// loadConfig: the shell around the pure parts. It reads the environment and the file, and hands them on.
import {
  argumentError,
  assertOptions,
  type Environment,
  expandHome,
  type Kinds,
  type OtherNames,
  processEnvironment,
} from '@x/kernel'
import { checkNamedFiles, permissionWarning, SUPPRESS_PERMISSIONS_WARNING } from './check-files.ts'
import type { OciConfigInput } from './config-input.ts'
import { FIELDS, findField } from './fields.ts'
import { filesOf, type FilePorts } from '../files/file-ports.ts'
import {
  cliExtras,
  DEFAULTS,
  layersAround,
  mergeLayers,
  withoutForeignToken,
  withoutForeignUser,
  type Layer,
  type LayersAround,
} from './layers.ts'
import { needOfFile } from './need-of-file.ts'
import { createConfig, type ConfigState, type OciConfig } from './oci-config.ts'
import { assertPath, readProfile, type ProfileFile, type ReadContext } from './read-profile.ts'
import { errorCode, homeDirectoryOf, isWindows } from '../files/runtime.ts'
import type { ConfigWarning } from '../errors/warning.ts'

/** Options of {@link loadConfig}; all optional. */
export interface LoadConfigOptions extends FilePorts {
  /** Path of the file; `~` is expanded. @defaultValue `~/.oci/config`, else `OCI_CONFIG_FILE`, else `~/.oraclebmc/config` */
  readonly file?: string | undefined
  /** Case-sensitive. @defaultValue `OCI_CONFIG_PROFILE`, else `DEFAULT` */
  readonly profile?: string | null | undefined
  /** Values that win over everything else. */
  readonly values?: OciConfigInput | undefined
  /** @defaultValue `process.env` */
  readonly env?: Environment | undefined
  /** Let `OCI_CONFIG_FILE` win over an existing `~/.oci/config`; OCI's SDKs do not. @defaultValue false */
  readonly preferEnv?: boolean | undefined
  /** Read the CLI's `OCI_CLI_*`, which win over the file. @defaultValue false */
  readonly cliEnv?: boolean | undefined
  /** Read Terraform's `TF_VAR_*` for what the file lacks; a string is a prefix in place of `TF_VAR`. @defaultValue false */
  readonly terraformEnv?: boolean | string | undefined
  /** Refuse duplicate sections and keys. @defaultValue false */
  readonly strict?: boolean | undefined
  /** Check that the key and token files in use exist, and who may read them. @defaultValue true */
  readonly checkFiles?: boolean | undefined
  /** Told of each warning as it arises; they are also in `config.warnings`. */
  readonly onWarning?: ((warning: ConfigWarning) => void) | undefined
  /** What `~` means. @defaultValue the user's home directory */
  readonly homeDirectory?: string | undefined
  readonly signal?: AbortSignal | undefined
}

const KINDS: Kinds<LoadConfigOptions> = {
  file: 'a string',
  profile: 'a string',
  values: 'an object',
  env: 'an object',
  preferEnv: 'true or false',
  cliEnv: 'true or false',
  terraformEnv: 'true, false or a string',
  strict: 'true or false',
  checkFiles: 'true or false',
  onWarning: 'a function',
  homeDirectory: 'a string',
  signal: 'an AbortSignal',
  readFile: 'a function',
  stat: 'a function',
  userId: 'a function',
}

/** What other libraries call these options, and what belongs into `values`. */
const MEANT: OtherNames = {
  path: 'file',
  location: 'file',
  config: 'file',
  configpath: 'file',
  name: 'profile',
  section: 'profile',
  environment: 'env',
  ...Object.fromEntries(
    FIELDS.flatMap(({ name, keys }) =>
      [name, ...keys].map((each) => [each.toLowerCase().replaceAll('_', ''), `values: { ${name} }`]),
    ),
  ),
}

/**
 * The configuration of one profile, with the environment and explicit values taken into account.
 *
 * Explicit values win over `OCI_CLI_*` (on request), these over the profile, this over `[DEFAULT]`, then come
 * `OCI_REGION` and `TF_VAR_*` (on request). Nothing is validated beyond the grammar: see {@link validateConfig}.
 *
 * @throws {@link ConfigFileNotFoundError} `ERR_CONFIG_FILE_NOT_FOUND`
 * @throws {@link ConfigFileUnreadableError} `ERR_CONFIG_FILE_UNREADABLE`
 * @throws {@link ConfigParseError} `ERR_CONFIG_PARSE`
 * @throws {@link ProfileNotFoundError} `ERR_PROFILE_NOT_FOUND`
 * @throws {@link InvalidKeyFilePathError} `ERR_INVALID_KEY_FILE_PATH` when `key_file` is in use and is no file
 * @throws {@link InvalidConfigError} `ERR_INVALID_CONFIG` for `key_content` in a file, a `log_requests` that is no boolean, an unsupported `authentication_type`, or a token file that is not there
 * @throws TypeError `ERR_INVALID_ARGUMENT` when `file` is not a path, an option is unknown or of the wrong kind, or a path stands in place of the options
 * @throws {@link FileSystemUnavailableError} `ERR_FILE_SYSTEM_UNAVAILABLE` in a browser without ports
 * @example
 * ```ts
 * import { loadConfig } from '@x/config'
 *
 * const config = await loadConfig({ profile: 'ADMIN' })
 * config.require('tenancy')
 * config.origin('region') // { kind: 'file', path: '/home/me/.oci/config', line: 6, profile: 'DEFAULT' }
 * ```
 * @see https://docs.oracle.com/en-us/iaas/Content/API/Concepts/sdkconfig.htm
 * @public
 */
export async function loadConfig(options: LoadConfigOptions = {}): Promise<OciConfig> {
  assertOptions(options, { call: 'loadConfig({ file, profile })', kinds: KINDS, meant: MEANT })
  refuseFileKeys(options.values ?? {})
  options.signal?.throwIfAborted()
  if (options.file !== undefined) assertPath(options.file)
  const context = await contextOf(options)
  const around = layersAround(options, context.env)
  const isAsked = (options.file ?? options.profile ?? undefined) !== undefined
  const file = await readProfile(context, needOfFile(isAsked, around.above, around.below))
  const state = stateOf(around, file, context)
  const config = createConfig(state)
  const open = options.checkFiles === false ? undefined : await permissionsOf(config, file, context)
  const warnings = open === undefined ? state.warnings : [...state.warnings, open]
  for (const warning of warnings) options.onWarning?.(warning)
  return open === undefined ? config : createConfig({ ...state, warnings })
}

/** What the layers say together, the file between those above and those below it. */
function stateOf(
  { above, below }: LayersAround,
  file: ProfileFile | undefined,
  { options, env, expand }: LoadContext,
): ConfigState {
  const layers = [above, ...(file === undefined ? [] : [file.layer]), below.region, below.terraform, DEFAULTS]
  return {
    values: expandPaths(withoutForeignToken(withoutForeignUser(mergeLayers(layers))), expand),
    raw: new Map([...(file?.raw ?? []), ...(options.cliEnv === true ? cliExtras(env) : [])]),
    profile: file?.profile,
    file: file?.path,
    warnings: file?.warnings ?? [],
  }
}

/** A key as it stands in a file would not count, and the value of the file would. */
function refuseFileKeys(values: object): void {
  for (const [key, value] of Object.entries(values)) {
    const field = findField(key)
    if (field === undefined || field.name === key || value === undefined) continue
    throw argumentError(`\`values\` has no member "${key}". Did you mean \`${field.name}\`?`)
  }
}

interface LoadContext extends ReadContext {
  readonly options: LoadConfigOptions
}

async function contextOf(options: LoadConfigOptions): Promise<LoadContext> {
  const env = options.env ?? processEnvironment()
  const home = options.homeDirectory ?? (await homeOrTilde(env))
  const windows = isWindows()
  return { options, env, files: filesOf(options), expand: (path) => expandHome(path, home, windows) }
}

/** Where there are no files `~` stays as it is: the caller's `readFile`, if any, may know what it means. */
async function homeOrTilde(env: Environment): Promise<string> {
  try {
    return await homeDirectoryOf(env)
  } catch (error) {
    if (errorCode(error) === 'ERR_FILE_SYSTEM_UNAVAILABLE') return '~'
    throw error
  }
}

function expandPaths(values: Layer, expand: (path: string) => string): Layer {
  const expanded = new Map(values)
  for (const { name, path } of FIELDS) {
    const found = values.get(name)
    if (path === true && found !== undefined) expanded.set(name, { ...found, value: expand(found.value) })
  }
  return expanded
}

async function permissionsOf(
  config: OciConfig,
  file: ProfileFile | undefined,
  { env, files }: LoadContext,
): Promise<ConfigWarning | undefined> {
  const named = await checkNamedFiles(config, files)
  const all = file?.status === undefined ? named : new Map([[file.path, file.status], ...named])
  const silenced = env[SUPPRESS_PERMISSIONS_WARNING]?.toLowerCase() === 'true'
  return silenced ? undefined : permissionWarning(all, files.userId())
}

// Which profile, file, region and addresses a command deals with: what the line says, else a variable, else OCI's rc file.
import type { Environment } from '@x/kernel'
import { join, resolve } from 'node:path'
import type { Terminal } from '../terminal.ts'
import type { Auth } from './auth.ts'
import type { Calls, Log } from './calls.ts'
import { readRcFile } from './rc-file.ts'
import type { RootOptions } from './root-options.ts'

export interface Settings {
  readonly profile: string
  /** Whether anybody named it: on the line, in a variable, in the rc file. */
  readonly isProfileNamed: boolean
  /** `undefined`: the libraries know where it lies by default. */
  readonly configFile: string | undefined
  readonly auth: Auth | undefined
  readonly region: string | undefined
  /** Of whichever service is called. */
  readonly endpoint: string | undefined
  /** Of the auth service, for which there is a variable of its own. */
  readonly authEndpoint: string | undefined
  /** What the functions of `@x/session` and `@x/config` want to know of the world. */
  readonly place: {
    readonly profile: string
    readonly configFile: string | undefined
    readonly env: Environment
    readonly homeDirectory: string
  }
  /** How services are called, as far as the line says; the members are absent where it says nothing. */
  calls(): Promise<Calls>
  /** A path of the line: `~` is the home directory, relative ones start where the command does. */
  path(text: string): string
}

/** @throws ConfigParseError `ERR_CONFIG_PARSE` for a faulty rc file */
export async function readSettings(
  root: RootOptions,
  terminal: Terminal,
  { log, isOnLine }: Reading,
): Promise<Settings> {
  const { env, homeDirectory } = terminal
  const path = (text: string): string => pathOf(text, terminal)
  const rcFile = root.cliRcFile === undefined ? undefined : path(root.cliRcFile)
  const rc = await readRcFile({ file: rcFile, homeDirectory })
  const named = root.profile ?? rc.defaultProfile ?? (env['OCI_CONFIG_PROFILE']?.trim() || undefined)
  const profile = named ?? 'DEFAULT'
  const configFile = root.configFile === undefined ? undefined : path(root.configFile)
  return {
    profile,
    isProfileNamed: named !== undefined,
    configFile,
    auth: root.auth ?? rc.authOf(profile),
    region: root.region ?? rc.regionOf(profile),
    endpoint: root.endpoint,
    authEndpoint: authEndpointOf(root.endpoint, isOnLine('--endpoint'), env),
    place: { profile, configFile, env, homeDirectory },
    calls: () => import('./calls.ts').then(({ callsOf }) => callsOf(root, { env, path, log })),
    path,
  }
}

export interface Reading {
  readonly log: Log
  /** Whether an option stands on the line itself, and not in its variable. */
  isOnLine(flag: string): boolean
}

/** The line wins over the variable of the auth service, and that one over the variable of all services. */
function authEndpointOf(endpoint: string | undefined, isOnLine: boolean, env: Environment): string | undefined {
  return isOnLine ? endpoint : (authAddressOf(env) ?? endpoint)
}

/** The variable by which OCI's clients are led to another auth service; https is meant where it has no scheme. */
export function authAddressOf(env: Environment): string | undefined {
  const address = env['OCI_SDK_AUTH_CLIENT_REGION_URL']?.trim()
  if (!address) return undefined
  return /^https?:\/\//i.test(address) ? address : `https://${address}`
}

function pathOf(text: string, { cwd, homeDirectory }: Terminal): string {
  const isInHome = text === '~' || text.startsWith('~/') || text.startsWith('~\\')
  return isInHome ? join(homeDirectory, text.slice(1)) : resolve(cwd, text)
}
